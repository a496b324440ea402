import Link from '@material-ui/core/Link';
import Typography from '@material-ui/core/Typography';
import { SourceSummary } from '@meshproof/backstage-plugin-data-mesh-common';
import { TimeAgo } from '../figures/TimeAgo';
import { dayText } from '../figures/time';
import { DataTable } from '../layout/DataTable';
import { EntityText } from '../layout/EntityText';
import { UNMATCHED_ID } from './UnmatchedTable';
import { Texts, useTexts } from '../../texts/useTexts';

/** Publishers with what they reach. @internal */
export function SourcesTable(props: { sources: SourceSummary[] }) {
  const t = useTexts();
  const figure = (value: number) => t('format.number', { value });
  return (
    <DataTable caption={t('sources.connected.caption')} captionHidden>
      <thead>
        <tr>
          <th scope="col">{t('sources.connected.source')}</th>
          <th scope="col">{t('sources.connected.witness')}</th>
          <th scope="col">{t('sources.connected.kinds')}</th>
          <th scope="col">{t('sources.connected.servers')}</th>
          <th scope="col">{t('sources.connected.reaches')}</th>
          <th scope="col">{t('sources.connected.last')}</th>
          <th scope="col">{t('sources.connected.state')}</th>
          <th scope="col" className="figure">
            {t('sources.connected.records')}
          </th>
          <th scope="col" className="figure">
            {t('sources.connected.unmatched')}
          </th>
        </tr>
      </thead>
      <tbody>
        {props.sources.map(source => (
          <tr key={source.publisher}>
            <th scope="row" className="name">
              {source.title}
              {source.owner && (
                <Typography variant="body2" component="div">
                  {t('sources.connected.ownedBy')}{' '}
                  <EntityText entityRef={source.owner} />
                </Typography>
              )}
            </th>
            <td>{t(`witness.${source.witness}`)}</td>
            <td>
              {source.kinds.map(kind => t(`recordKind.${kind}`)).join(', ') ||
                '–'}
            </td>
            <td>{source.servers.join(', ') || '–'}</td>
            <td>{source.reach ? reachOf(t, source.reach) : '–'}</td>
            <td className="nowrap">
              {source.lastAt ? (
                <TimeAgo time={source.lastAt} />
              ) : (
                t('answer.never')
              )}
            </td>
            <td>
              <State source={source} />
            </td>
            <td className="figure">
              {source.records === undefined ? '–' : figure(source.records)}
            </td>
            <td className="figure">
              {source.unmatched ? (
                <Link
                  href={`#${UNMATCHED_ID}`}
                  aria-label={t('sources.connected.unmatchedOf', {
                    count: source.unmatched,
                    source: source.title,
                  })}
                >
                  {figure(source.unmatched)}
                </Link>
              ) : (
                source.unmatched ?? '–'
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}

/** Whether it sends; of a silent one, what it holds and that somebody knows. */
function State(props: { source: SourceSummary }) {
  const { silentSince, holds, owner, ...source } = props.source;
  const t = useTexts();
  const held = holds && (
    <div>
      {t('sources.connected.holds', {
        count: holds.levels,
        day: dayText(t, holds.until),
      })}
    </div>
  );
  if (!silentSince) {
    return (
      <>
        {stateOf(t, source)}
        {held}
      </>
    );
  }
  return (
    <>
      {t('sources.connected.silent', { day: dayText(t, silentSince) })}
      {held}
      {owner === undefined && <div>{t('sources.connected.nobodyTold')}</div>}
    </>
  );
}

function reachOf(t: Texts, reach: NonNullable<SourceSummary['reach']>): string {
  return [
    ...(reach.datasets === undefined
      ? []
      : [t('count.dataSets', { count: reach.datasets })]),
    t('count.products', { count: reach.products }),
    t('count.domains', { count: reach.domains }),
  ].join(' · ');
}

function stateOf(t: Texts, source: Pick<SourceSummary, 'lastAt'>): string {
  return source.lastAt === undefined
    ? t('sources.connected.nothingYet')
    : t('sources.connected.sending');
}
