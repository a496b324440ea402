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
import { SloDetail } from './SloDetail';
import { SloState } from './SloState';
import { Sparkline } from './Sparkline';
import { budgetText, percentText } from './sloTexts';

const REFRESH = 20_000;

/** Every promise of the product beside what was measured; one is opened by `?slo=`. @internal */
export function SloContent() {
  const t = useTexts();
  const { entity } = useEntity();
  const ref = stringifyEntityRef(entity);
  const api = useApi(dataMeshApiRef);
  const state = useLoaded(
    signal => api.getSlos(ref, {}, { signal }),
    [ref, entity.metadata.etag],
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
            <Row key={slo.key} slo={slo} href={url.href({ slo: slo.key })} />
          ))}
        </tbody>
      </DataTable>
      {wanted && (
        <SideDrawer
          title={open?.promise ?? t('slo.notFound')}
          closeLabel={t('slo.close')}
          onClose={() => url.set({ slo: undefined, record: undefined })}
        >
          {open ? (
            <SloDetail productRef={report.ref} slo={open} />
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

function Row(props: { slo: Slo; href: string }) {
  const { slo, href } = props;
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
        <Sparkline slo={slo} />
      </td>
      <td className="nowrap">{budgetText(t, slo)}</td>
      <td className="nowrap">
        {slo.last ? <TimeAgo time={slo.last.at} /> : '—'}
      </td>
    </tr>
  );
}
