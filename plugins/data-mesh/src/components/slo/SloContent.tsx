import { stringifyEntityRef } from '@backstage/catalog-model';
import { Link } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import { EntityInfoCard, useEntity } from '@backstage/plugin-catalog-react';
import Typography from '@material-ui/core/Typography';
import { Slo, SloReport } from '@meshproof/backstage-plugin-data-mesh-common';
import { dataMeshApiRef } from '../../api';
import { useLoaded } from '../../hooks/useLoaded';
import { useUrlState } from '../../routing';
import { useTexts } from '../../texts/useTexts';
import { TimeAgo } from '../figures/TimeAgo';
import { dayText } from '../figures/time';
import { DataTable } from '../layout/DataTable';
import { LoadedContent } from '../layout/LoadedContent';
import { SideDrawer } from '../layout/SideDrawer';
import { RecordDetail } from '../scorecard/RecordDetail';
import { SloDetail } from './SloDetail';
import { SloRecords } from './SloRecords';
import { SloState } from './SloState';
import { Sparkline } from './Sparkline';
import { budgetText, percentText } from './sloTexts';

const REFRESH = 20_000;
const SPANS = [90, 365, 730];
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Every promise of the product beside what was measured; one is opened by `?slo=`. @internal */
export function SloContent() {
  const t = useTexts();
  const { entity } = useEntity();
  const ref = stringifyEntityRef(entity);
  const api = useApi(dataMeshApiRef);
  const asked = Number(useUrlState().get('days'));
  const days = SPANS.includes(asked) ? asked : undefined;
  const state = useLoaded(
    signal => api.getSlos(ref, { days }, { signal }),
    [ref, entity.metadata.etag, days],
    { refreshEvery: REFRESH },
  );
  return (
    <EntityInfoCard title={t('slo.title')}>
      <LoadedContent state={state} what={t('slo.what')} lines={5}>
        {report => <Promises report={report} />}
      </LoadedContent>
    </EntityInfoCard>
  );
}

function Promises(props: { report: SloReport }) {
  const { report } = props;
  const t = useTexts();
  const url = useUrlState();
  const wanted = url.get('slo');
  if (report.items.length === 0) {
    return (
      <Typography variant="body1" role="status">
        {t('slo.none')}
      </Typography>
    );
  }
  const open = report.items.find(slo => slo.key === wanted);
  return (
    <>
      <DataTable caption={t('slo.caption')} captionHidden>
        <thead>
          <tr>
            <th scope="col">{t('slo.promise')}</th>
            <th scope="col">{t('slo.shown')}</th>
            <th scope="col">{t('slo.window')}</th>
            <th scope="col">{t('slo.budget')}</th>
            <th scope="col">{t('slo.last')}</th>
          </tr>
        </thead>
        <tbody>
          {report.items.map(slo => (
            <Row
              key={slo.key}
              slo={slo}
              until={report.until}
              href={url.href({
                slo: slo.key,
                day: undefined,
                record: undefined,
              })}
            />
          ))}
        </tbody>
      </DataTable>
      {wanted && (
        <SideDrawer
          title={open?.promise ?? t('slo.notFound')}
          closeLabel={t('slo.close')}
          onClose={() =>
            url.set({
              slo: undefined,
              day: undefined,
              days: undefined,
              record: undefined,
            })
          }
        >
          {open ? (
            <Opened report={report} slo={open} />
          ) : (
            <Typography variant="body1" role="status">
              {t('slo.gone')}
            </Typography>
          )}
        </SideDrawer>
      )}
    </>
  );
}

/** The promise, the records of one of its days (`&day=`) or of its window, or one record (`&record=`). */
function Opened(props: { report: SloReport; slo: Slo }) {
  const { report, slo } = props;
  const t = useTexts();
  const url = useUrlState();
  const day = url.get('day');
  const record = url.get('record');
  if (record) {
    return (
      <>
        <Typography variant="body2" component="p">
          <Link to={url.href({ record: undefined })}>
            {t(day ? 'slo.backToRecords' : 'slo.back')}
          </Link>
        </Typography>
        <RecordDetail id={record} />
      </>
    );
  }
  return day ? (
    <SloRecords
      productRef={report.ref}
      slo={slo}
      day={DAY.test(day) ? day : undefined}
      evaluatedAt={report.evaluatedAt}
    />
  ) : (
    <SloDetail productRef={report.ref} slo={slo} />
  );
}

function Row(props: { slo: Slo; until: string; href: string }) {
  const { slo, until, href } = props;
  const t = useTexts();
  return (
    <tr>
      <th scope="row" className="wide">
        <Link to={href}>{slo.promise}</Link>
        <Typography variant="caption" component="div">
          {t('slo.inForce', {
            port: slo.port,
            day: dayText(t, slo.since),
          })}
        </Typography>
      </th>
      <td className="nowrap">
        {slo.figures && percentText(t, slo.figures.attained)}{' '}
        <SloState state={slo.state} cause={slo.cause} />
      </td>
      <td>
        <Sparkline slo={slo} until={until} />
      </td>
      <td className="nowrap">{budgetText(t, slo)}</td>
      <td className="nowrap">
        {slo.last ? <TimeAgo time={slo.last.at} /> : '—'}
      </td>
    </tr>
  );
}
