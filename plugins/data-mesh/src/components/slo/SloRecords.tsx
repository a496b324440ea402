import { Link } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { Slo } from '@meshproof/backstage-plugin-data-mesh-common';
import { dataMeshApiRef } from '../../api';
import { useLoaded } from '../../hooks/useLoaded';
import { useUrlState } from '../../routing';
import { useTexts } from '../../texts/useTexts';
import { dayText } from '../figures/time';
import { LoadedContent } from '../layout/LoadedContent';
import { Subheading } from '../layout/Subheading';
import { PagedRows } from '../scorecard/PagedRows';

const PAGE = 25;

const useStyles = makeStyles(
  theme => ({ part: { margin: theme.spacing(2, 0, 1) } }),
  { name: 'DataMeshSloRecords' },
);

/** Every record and gap behind a promise, of one day or of its window. @internal */
export function SloRecords(props: {
  productRef: string;
  slo: Slo;
  /** Absent: the window. */
  day?: string;
  evaluatedAt: string;
}) {
  const { productRef, slo, day, evaluatedAt } = props;
  const { key } = slo;
  const classes = useStyles();
  const t = useTexts();
  const url = useUrlState();
  const api = useApi(dataMeshApiRef);
  const first = useLoaded(
    signal =>
      api.listSloRecords(
        productRef,
        { slo: key, day, limit: PAGE },
        { signal },
      ),
    [productRef, key, day, evaluatedAt],
  );
  const title = day
    ? t('slo.recordsOfDay', { day: dayText(t, day) })
    : t('slo.recordsOfWindow', {
        window: t('duration.days', { count: slo.windowDays }),
      });
  return (
    <>
      <Typography variant="body2" component="p">
        <Link to={url.href({ day: undefined, record: undefined })}>
          {t('slo.back')}
        </Link>
      </Typography>
      <Subheading className={classes.part}>{title}</Subheading>
      <LoadedContent state={first} what={t('slo.recordsWhat')} lines={4}>
        {page => (
          <PagedRows
            key={JSON.stringify([key, day, evaluatedAt])}
            first={page}
            more={cursor =>
              api.listSloRecords(productRef, {
                slo: key,
                day,
                cursor,
                limit: PAGE,
              })
            }
            caption={title}
            none={t('slo.noRecords')}
            hrefOf={record => url.href({ record })}
          />
        )}
      </LoadedContent>
    </>
  );
}
