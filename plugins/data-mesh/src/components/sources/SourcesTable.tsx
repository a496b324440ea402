import Link from '@material-ui/core/Link';
import { SourceSummary } from '@meshproof/backstage-plugin-data-mesh-common';
import { TimeAgo } from '../figures/TimeAgo';
import { dayText } from '../figures/time';
import { KIND_WORDS, WITNESS_WORDS, countOf } from '../figures/words';
import { DataTable } from '../layout/DataTable';
import { UNMATCHED_ID } from './UnmatchedTable';

/** Publishers with what they reach. @internal */
export function SourcesTable(props: { sources: SourceSummary[] }) {
  return (
    <DataTable
      caption="Connected sources, what each reaches and when it was last heard of"
      captionHidden
    >
      <thead>
        <tr>
          <th scope="col">Source</th>
          <th scope="col">Witness</th>
          <th scope="col">Kinds</th>
          <th scope="col">Servers</th>
          <th scope="col">Reaches</th>
          <th scope="col">Last record</th>
          <th scope="col">State</th>
          <th scope="col" className="figure">
            Records
          </th>
          <th scope="col" className="figure">
            Unmatched
          </th>
        </tr>
      </thead>
      <tbody>
        {props.sources.map(source => (
          <tr key={source.publisher}>
            <th scope="row" className="name">
              {source.title}
            </th>
            <td>{WITNESS_WORDS[source.witness]}</td>
            <td>
              {source.kinds.map(kind => KIND_WORDS[kind]).join(', ') || '–'}
            </td>
            <td>{source.servers.join(', ') || '–'}</td>
            <td>{source.reach ? reachOf(source.reach) : '–'}</td>
            <td className="nowrap">
              {source.lastAt ? <TimeAgo time={source.lastAt} /> : 'never'}
            </td>
            <td>
              {source.silentSince
                ? `silent since ${dayText(source.silentSince)}`
                : stateOf(source)}
            </td>
            <td className="figure">
              {source.records?.toLocaleString('en-GB') ?? '–'}
            </td>
            <td className="figure">
              {source.unmatched ? (
                <Link
                  href={`#${UNMATCHED_ID}`}
                  aria-label={`${countOf(
                    source.unmatched,
                    'unmatched data set',
                  )} of ${source.title}`}
                >
                  {source.unmatched.toLocaleString('en-GB')}
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

function reachOf(reach: NonNullable<SourceSummary['reach']>): string {
  return [
    ...(reach.datasets === undefined
      ? []
      : [countOf(reach.datasets, 'data set')]),
    countOf(reach.products, 'product'),
    countOf(reach.domains, 'domain'),
  ].join(' · ');
}

function stateOf(source: SourceSummary): string {
  return source.lastAt === undefined ? 'nothing received yet' : 'sending';
}
