import { stringifyEntityRef } from '@backstage/catalog-model';
import { Link } from '@backstage/core-components';
import { EntityInfoCard, useEntity } from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import { useUrlState } from '../../routing';
import { useTexts } from '../../texts/useTexts';
import { SideDrawer } from '../layout/SideDrawer';
import { RecordDetail } from '../scorecard/RecordDetail';
import { EvidenceLog } from './EvidenceLog';
import { JobsSeen } from './JobsSeen';
import { SchemasSeen } from './SchemasSeen';

const VIEWS = ['log', 'jobs', 'schemas'] as const;
type View = (typeof VIEWS)[number];

const useStyles = makeStyles(
  theme => ({
    views: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(3),
      margin: 0,
      padding: 0,
      listStyle: 'none',
      ...theme.typography.body1,
      '& a': { display: 'inline-block', padding: theme.spacing(0.5, 0) },
      '& a[aria-current]': {
        fontWeight: theme.typography.fontWeightBold,
        borderBottom: '2px solid currentColor',
        textDecoration: 'none',
      },
    },
  }),
  { name: 'DataMeshEvidenceContent' },
);

/** What was observed of the product: its records, the jobs that write it, its real schemas. One record is opened by `?record=`. @internal */
export function EvidenceContent() {
  const classes = useStyles();
  const t = useTexts();
  const { entity } = useEntity();
  const ref = stringifyEntityRef(entity);
  const url = useUrlState();
  const view: View = VIEWS.find(own => own === url.get('view')) ?? 'log';
  const record = url.get('record');
  return (
    <EntityInfoCard title={t('evidence.title')}>
      <nav aria-label={t('evidence.views.label')}>
        <ul className={classes.views}>
          {VIEWS.map(own => (
            <li key={own}>
              <Link
                to={url.href({
                  view: own === 'log' ? undefined : own,
                  record: undefined,
                })}
                aria-current={own === view ? 'page' : undefined}
              >
                {t(`evidence.views.${own}`)}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      {view === 'log' && <EvidenceLog productRef={ref} />}
      {view === 'jobs' && <JobsSeen productRef={ref} />}
      {view === 'schemas' && <SchemasSeen productRef={ref} />}
      {record && (
        <SideDrawer
          title={t('evidence.record')}
          closeLabel={t('evidence.close')}
          onClose={() => url.set({ record: undefined })}
        >
          <RecordDetail id={record} />
        </SideDrawer>
      )}
    </EntityInfoCard>
  );
}
