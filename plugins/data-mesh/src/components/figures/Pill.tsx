import { makeStyles } from '@material-ui/core/styles';
import { ReactNode } from 'react';

/** What a pill says beside its words. @internal */
export type PillTone = 'good' | 'bad' | 'attention' | 'note' | 'plain';

// The tone only colours the sign and the line around it; the words carry the meaning and keep the colour of text.
const useStyles = makeStyles(
  theme => ({
    root: {
      ...theme.typography.body2,
      display: 'inline-flex',
      alignItems: 'center',
      gap: theme.spacing(0.5),
      padding: theme.spacing(0, 1),
      borderRadius: 14,
      border: '1px solid',
      borderColor: theme.palette.divider,
      lineHeight: 1.7,
      color: theme.palette.text.primary,
      maxWidth: '100%',
      // Cells around it may break words anywhere to fit; a state is read whole.
      whiteSpace: 'nowrap',
      '& svg': { fontSize: '1rem', flexShrink: 0 },
    },
    good: { '& svg': { color: theme.palette.success.main } },
    bad: { '& svg': { color: theme.palette.error.main } },
    attention: { '& svg': { color: theme.palette.warning.main } },
    note: { '& svg': { color: theme.palette.info.main } },
    plain: { '& svg': { color: theme.palette.text.secondary } },
    strong: {
      fontWeight: 'bold',
      borderColor: theme.palette.text.secondary,
    },
  }),
  { name: 'DataMeshPill' },
);

/** A short word with a sign in front. @internal */
export function Pill(props: {
  tone?: PillTone;
  icon?: ReactNode;
  strong?: boolean;
  title?: string;
  children: ReactNode;
}) {
  const { tone = 'plain', icon, strong, title, children } = props;
  const classes = useStyles();
  return (
    <span
      className={`${classes.root} ${classes[tone]} ${
        strong ? classes.strong : ''
      }`}
      title={title}
    >
      {icon}
      <span>{children}</span>
    </span>
  );
}
