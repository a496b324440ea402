import { Link } from '@backstage/core-components';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import ErrorOutlineIcon from '@material-ui/icons/ErrorOutline';
import InfoOutlinedIcon from '@material-ui/icons/InfoOutlined';
import WarningIcon from '@material-ui/icons/ReportProblemOutlined';
import { Problem } from '@meshproof/backstage-plugin-data-mesh-common';
import { useState } from 'react';
import { Pill, PillTone } from '../figures/Pill';
import { EntityText } from '../layout/EntityText';
import { useTexts } from '../../texts/useTexts';

const LOOKS: Record<
  Problem['severity'],
  { tone: PillTone; Icon: typeof WarningIcon }
> = {
  error: { tone: 'bad', Icon: ErrorOutlineIcon },
  warning: { tone: 'attention', Icon: WarningIcon },
  info: { tone: 'note', Icon: InfoOutlinedIcon },
};

const AT_ONCE = 50;

const useStyles = makeStyles(
  theme => ({
    list: { listStyle: 'none', margin: 0, padding: 0 },
    item: {
      ...theme.typography.body2,
      display: 'grid',
      gridTemplateColumns: '7em minmax(0, 1fr)',
      columnGap: theme.spacing(2),
      padding: theme.spacing(1, 0),
      borderTop: `1px solid ${theme.palette.divider}`,
      overflowWrap: 'anywhere',
      '& p': { margin: 0 },
      [theme.breakpoints.down('xs')]: {
        gridTemplateColumns: 'minmax(0, 1fr)',
      },
    },
    place: {
      ...theme.typography.caption,
      color: theme.palette.text.secondary,
    },
  }),
  { name: 'DataMeshProblemList' },
);

/** Problems with their place and what to do about each. @internal */
export function ProblemList(props: {
  problems: Problem[];
  /** On a page that is about one entity anyway. */
  hideEntity?: boolean;
}) {
  const { problems, hideEntity } = props;
  const classes = useStyles();
  const t = useTexts();
  const [shown, setShown] = useState(AT_ONCE);
  return (
    <>
      <ul className={classes.list}>
        {problems.slice(0, shown).map((problem, index) => (
          // Nothing in a problem identifies it; the list is replaced as a whole.
          <li key={index} className={classes.item}>
            <div>
              <SeverityLabel severity={problem.severity} />
            </div>
            <div>
              {!hideEntity && (
                <p>
                  <EntityText entityRef={problem.ref} />
                </p>
              )}
              <p>{problem.message}</p>
              {problem.fix && <p>{t('problems.fix', { fix: problem.fix })}</p>}
              <PlaceOf problem={problem} className={classes.place} />
            </div>
          </li>
        ))}
      </ul>
      {problems.length > shown && (
        <Button size="small" onClick={() => setShown(count => count + AT_ONCE)}>
          {t('list.showMore', { left: problems.length - shown })}
        </Button>
      )}
    </>
  );
}

function SeverityLabel(props: { severity: Problem['severity'] }) {
  const t = useTexts();
  const { tone, Icon } = LOOKS[props.severity];
  return (
    <Pill tone={tone} icon={<Icon aria-hidden="true" />}>
      {t(`problems.severities.${props.severity}`)}
    </Pill>
  );
}

function PlaceOf(props: { problem: Problem; className: string }) {
  const { document, line, path } = props.problem;
  const t = useTexts();
  if (!document && !path) {
    return null;
  }
  const isWebAddress = /^https?:\/\//.test(document ?? '');
  return (
    <p className={props.className}>
      {document && (
        <>
          {isWebAddress ? <Link to={document}>{document}</Link> : document}
          {line !== undefined && t('problems.line', { line: String(line) })}
          {path && ', '}
        </>
      )}
      {path && t('problems.field', { path })}
    </p>
  );
}
