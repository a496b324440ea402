import { Link } from '@backstage/core-components';
import Drawer from '@material-ui/core/Drawer';
import IconButton from '@material-ui/core/IconButton';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import CloseIcon from '@material-ui/icons/Close';
import { CheckResult } from '@meshproof/backstage-plugin-data-mesh-common';
import { useId } from '../../hooks/useId';
import { useUrlState } from '../../routing';
import { CheckDetail } from './CheckDetail';
import { RecordDetail } from './RecordDetail';
import { useTexts } from '../../texts/useTexts';

const useStyles = makeStyles(
  theme => ({
    paper: {
      // The paper is a flex box by default, which squeezes what scrolls inside.
      display: 'block',
      width: 'min(860px, 100vw)',
      padding: theme.spacing(2, 3),
      backgroundColor: theme.palette.background.paper,
    },
    header: {
      display: 'flex',
      alignItems: 'flex-start',
      gap: theme.spacing(1),
      '& h2': { flexGrow: 1, overflowWrap: 'anywhere', minWidth: 0 },
    },
  }),
  { name: 'DataMeshCheckDrawer' },
);

/** One check beside the list, opened by `?check=`; one record of it by `&record=`. @internal */
export function CheckDrawer(props: {
  productRef: string;
  checkId: string;
  /** Absent where the address names a check that this rubric does not have. */
  check?: CheckResult;
  evaluatedAt: string;
}) {
  const { productRef, checkId, check, evaluatedAt } = props;
  const classes = useStyles();
  const t = useTexts();
  const url = useUrlState();
  const titleId = useId('data-mesh-check');
  const record = url.get('record');
  const close = () => url.set({ check: undefined, record: undefined });

  return (
    <Drawer
      open
      anchor="right"
      onClose={close}
      classes={{ paper: classes.paper }}
      // The modal itself carries role="presentation"; the dialog is the paper inside it.
      PaperProps={{
        role: 'dialog',
        'aria-modal': true,
        'aria-labelledby': titleId,
      }}
    >
      <div className={classes.header}>
        <Typography id={titleId} variant="h5" component="h2">
          {check?.title ?? checkId}
        </Typography>
        <IconButton aria-label={t('check.close')} onClick={close} size="small">
          <CloseIcon />
        </IconButton>
      </div>
      {record && (
        <>
          <Typography variant="body2" component="p">
            <Link to={url.href({ record: undefined })}>{t('check.back')}</Link>
          </Typography>
          <RecordDetail id={record} />
        </>
      )}
      {!record &&
        (check ? (
          <CheckDetail
            productRef={productRef}
            check={check}
            evaluatedAt={evaluatedAt}
          />
        ) : (
          <Typography variant="body1" role="status">
            {t('check.notFound', { check: checkId })}
          </Typography>
        ))}
    </Drawer>
  );
}
