import { Link } from '@backstage/core-components';
import { ProductSummary } from '@meshproof/backstage-plugin-data-mesh-common';
import { READERS_CHECK, useScorecardLink } from '../../hooks/useScorecardLink';
import { CoverageFigure } from '../figures/CoverageFigure';
import { LevelBadge } from '../figures/LevelBadge';
import { VerdictLabel } from '../figures/VerdictLabel';
import { countOf, levelText } from '../figures/words';
import { DataTable } from '../layout/DataTable';
import { EntityText } from '../layout/EntityText';
import { VisuallyHidden } from '../layout/VisuallyHidden';

/** Columns that a table of products may leave out where the page says the same already. @internal */
export type OptionalProductColumn =
  | 'domain'
  | 'owner'
  | 'target'
  | 'known'
  | 'consumers'
  | 'next';

const ALL_COLUMNS: OptionalProductColumn[] = [
  'domain',
  'owner',
  'target',
  'known',
  'consumers',
  'next',
];

/** Products with level and verdict; both open the scorecard they come from. @internal */
export function ProductTable(props: {
  caption: string;
  captionHidden?: boolean;
  products: ProductSummary[];
  columns?: OptionalProductColumn[];
}) {
  const { caption, captionHidden, products, columns = ALL_COLUMNS } = props;
  const scorecardLink = useScorecardLink();
  const has = (column: OptionalProductColumn) => columns.includes(column);
  return (
    <DataTable caption={caption} captionHidden={captionHidden}>
      <thead>
        <tr>
          <th scope="col">Product</th>
          {has('domain') && <th scope="col">Domain</th>}
          {has('owner') && <th scope="col">Owner</th>}
          <th scope="col">Level</th>
          {has('target') && <th scope="col">Target</th>}
          <th scope="col">Verdict</th>
          {has('known') && <th scope="col">Known</th>}
          {has('consumers') && (
            <th scope="col" className="figure">
              Readers seen
            </th>
          )}
          {has('next') && <th scope="col">Next step</th>}
        </tr>
      </thead>
      <tbody>
        {products.map(product => (
          <tr key={product.ref}>
            <th scope="row" className="name">
              <EntityText entityRef={product.ref} title={product.title} />
            </th>
            {has('domain') && (
              <td className="group">
                {product.domain ? (
                  <EntityText entityRef={product.domain} />
                ) : (
                  'none'
                )}
              </td>
            )}
            {has('owner') && (
              <td className="group">
                {product.owner ? (
                  <EntityText entityRef={product.owner} />
                ) : (
                  'none'
                )}
                {product.curator && (
                  <>
                    <br />
                    curated by <EntityText entityRef={product.curator} />
                  </>
                )}
              </td>
            )}
            <td>
              <Link to={scorecardLink(product.ref)}>
                <LevelBadge level={product.level} />
                <VisuallyHidden>, scorecard of {product.title}</VisuallyHidden>
              </Link>
            </td>
            {has('target') && (
              <td className="nowrap">
                {product.target === undefined ? '–' : levelText(product.target)}
              </td>
            )}
            <td>
              <Link to={scorecardLink(product.ref)}>
                <VerdictLabel
                  verdict={product.verdict}
                  contradictedOn={product.contradictedOn}
                />
                <VisuallyHidden>
                  , what the verdict on {product.title} rests on
                </VisuallyHidden>
              </Link>
            </td>
            {has('known') && (
              <td className="nowrap">
                {product.coverage ? (
                  <CoverageFigure
                    coverage={product.coverage}
                    short
                    to={scorecardLink(product.ref, { known: 'counted' })}
                  />
                ) : (
                  '–'
                )}
              </td>
            )}
            {has('consumers') && (
              <td className="figure">
                {product.observedConsumers === undefined ? (
                  '–'
                ) : (
                  <Link
                    to={scorecardLink(product.ref, { check: READERS_CHECK })}
                    aria-label={`${countOf(
                      product.observedConsumers,
                      'reader',
                    )} of ${product.title} seen`}
                  >
                    {product.observedConsumers}
                  </Link>
                )}
              </td>
            )}
            {has('next') && <td className="wide">{product.nextStep ?? '–'}</td>}
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}
