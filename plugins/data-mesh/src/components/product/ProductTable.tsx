import { Link } from '@backstage/core-components';
import { ProductSummary } from '@meshproof/backstage-plugin-data-mesh-common';
import { READERS_CHECK, useScorecardLink } from '../../hooks/useScorecardLink';
import { CoverageFigure } from '../figures/CoverageFigure';
import { LevelBadge } from '../figures/LevelBadge';
import { VerdictLabel } from '../figures/VerdictLabel';
import { levelText } from '../figures/words';
import { DataTable } from '../layout/DataTable';
import { EntityText } from '../layout/EntityText';
import { VisuallyHidden } from '../layout/VisuallyHidden';
import { useTexts } from '../../texts/useTexts';

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
  const t = useTexts();
  const has = (column: OptionalProductColumn) => columns.includes(column);
  return (
    <DataTable caption={caption} captionHidden={captionHidden}>
      <thead>
        <tr>
          <th scope="col">{t('products.columns.product')}</th>
          {has('domain') && <th scope="col">{t('products.columns.domain')}</th>}
          {has('owner') && <th scope="col">{t('products.columns.owner')}</th>}
          <th scope="col">{t('products.columns.level')}</th>
          {has('target') && <th scope="col">{t('products.columns.target')}</th>}
          <th scope="col">{t('products.columns.verdict')}</th>
          {has('known') && <th scope="col">{t('products.columns.known')}</th>}
          {has('consumers') && (
            <th scope="col" className="figure">
              {t('products.columns.readers')}
            </th>
          )}
          {has('next') && <th scope="col">{t('products.columns.next')}</th>}
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
                  t('answer.none')
                )}
              </td>
            )}
            {has('owner') && (
              <td className="group">
                {product.owner ? (
                  <EntityText entityRef={product.owner} />
                ) : (
                  t('answer.none')
                )}
                {product.curator && (
                  <>
                    <br />
                    {t('products.curatedBy', {
                      curator: <EntityText entityRef={product.curator} />,
                    })}
                  </>
                )}
              </td>
            )}
            <td>
              <Link to={scorecardLink(product.ref)}>
                <LevelBadge level={product.level} />
                <VisuallyHidden>
                  {t('products.scorecardOf', { product: product.title })}
                </VisuallyHidden>
              </Link>
            </td>
            {has('target') && (
              <td className="nowrap">
                {product.target === undefined
                  ? '–'
                  : levelText(t, product.target)}
              </td>
            )}
            <td>
              <Link to={scorecardLink(product.ref)}>
                <VerdictLabel
                  verdict={product.verdict}
                  contradictedOn={product.contradictedOn}
                />
                <VisuallyHidden>
                  {t('products.verdictOn', { product: product.title })}
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
                    aria-label={t('products.readersSeen', {
                      count: product.observedConsumers,
                      product: product.title,
                    })}
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
