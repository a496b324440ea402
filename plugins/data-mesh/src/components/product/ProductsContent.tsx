import { parseEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import {
  catalogApiRef,
  humanizeEntityRef,
} from '@backstage/plugin-catalog-react';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import {
  DATA_PRODUCT_KIND,
  Level,
  Page,
  ProductSummary,
  Verdict,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { Fragment } from 'react';
import { dataMeshApiRef } from '../../api';
import { useCursorTrail } from '../../hooks/useCursorTrail';
import { useLoaded } from '../../hooks/useLoaded';
import { useUrlState } from '../../routing';
import { LEVELS, MEASURED_LEVELS, VERDICTS, levelText } from '../figures/words';
import { EntityText } from '../layout/EntityText';
import { FilterBar } from '../layout/FilterBar';
import { LoadedContent } from '../layout/LoadedContent';
import { PageButtons } from '../layout/PageButtons';
import { SearchField } from '../layout/SearchField';
import { SelectField } from '../layout/SelectField';
import { ProductTable } from './ProductTable';
import { Texts, useTexts } from '../../texts/useTexts';

const PAGE = 50;
const FILTERS = ['q', 'domain', 'owner', 'consumer', 'level', 'verdict'];

/** All visible products, page by page; filters and page are in the address. @internal */
export function ProductsContent() {
  const t = useTexts();
  const api = useApi(dataMeshApiRef);
  const catalogApi = useApi(catalogApiRef);
  const url = useUrlState();
  const trail = useCursorTrail();
  const { cursor, narrow } = trail;
  const filter = {
    q: url.get('q'),
    domain: url.getAll('domain'),
    owner: url.getAll('owner'),
    consumer: url.getAll('consumer'),
    level: url
      .getAll('level')
      .map(Number)
      .filter((level): level is Level => LEVELS.includes(level as Level)),
    verdict: url
      .getAll('verdict')
      .filter((verdict): verdict is Verdict =>
        VERDICTS.includes(verdict as Verdict),
      ),
  };
  const filtered = FILTERS.some(name => url.get(name));
  const state = useLoaded(
    signal => api.listProducts({ ...filter, cursor, limit: PAGE }, { signal }),
    [filter, cursor],
  );
  const domains = useLoaded(signal => api.listDomains({ signal }), []);
  const owners = useLoaded(async () => {
    const { facets } = await catalogApi.getEntityFacets({
      filter: { kind: DATA_PRODUCT_KIND },
      facets: ['relations.ownedBy'],
    });
    return (facets['relations.ownedBy'] ?? []).map(({ value }) => value).sort();
  }, []);

  return (
    <>
      <FilterBar label={t('products.filter')}>
        <SearchField
          label={t('products.words')}
          value={url.get('q')}
          onChange={q => narrow({ q })}
        />
        <SelectField
          label={t('filter.domain')}
          all={t('filter.allDomains')}
          value={url.get('domain')}
          options={
            domains.status === 'ready'
              ? domains.value.items.map(({ ref, title, depth }) => ({
                  value: ref,
                  label: `${'\u2003'.repeat(depth)}${title}`,
                }))
              : []
          }
          onChange={domain => narrow({ domain })}
        />
        <SelectField
          label={t('filter.owner')}
          all={t('filter.allOwners')}
          value={url.get('owner')}
          options={
            owners.status === 'ready'
              ? owners.value.map(ref => ({
                  value: ref,
                  label: humanizeEntityRef(parseEntityRef(ref), {
                    defaultKind: 'group',
                  }),
                }))
              : []
          }
          onChange={owner => narrow({ owner })}
        />
        <SelectField
          label={t('filter.level')}
          all={t('filter.allLevels')}
          value={joined(url.getAll('level'))}
          options={[
            ...LEVELS.map(level => ({
              value: String(level),
              label: levelText(t, level),
            })),
            {
              value: MEASURED_LEVELS.join(','),
              label: t('level.orMore', { level: levelText(t, 3) }),
            },
          ]}
          onChange={level => narrow({ level: level?.split(',') })}
        />
        <SelectField
          label={t('filter.verdict')}
          all={t('filter.allVerdicts')}
          value={joined(url.getAll('verdict'))}
          options={VERDICTS.map(value => ({
            value,
            label: t(`verdict.names.${value}`),
          }))}
          onChange={verdict => narrow({ verdict: verdict?.split(',') })}
        />
        {filter.consumer.length > 0 && (
          <Typography variant="body2">
            {t('products.readBy', {
              readers: (
                <>
                  {filter.consumer.map((ref, index) => (
                    <Fragment key={ref}>
                      {index > 0 && t('list.or')}
                      <EntityText entityRef={ref} />
                    </Fragment>
                  ))}
                </>
              ),
            })}
          </Typography>
        )}
        {filtered && (
          <Button
            size="small"
            onClick={() =>
              narrow(Object.fromEntries(FILTERS.map(name => [name, undefined])))
            }
          >
            {t('filter.clear')}
          </Button>
        )}
      </FilterBar>
      <LoadedContent state={state} what={t('products.what')} lines={6}>
        {page =>
          page.items.length === 0 ? (
            <Typography variant="body1" role="status">
              {filtered ? t('products.noMatch') : t('products.empty')}
            </Typography>
          ) : (
            <>
              <Typography role="status" variant="body2">
                {t('list.byName', { products: shownOf(t, page) })}
              </Typography>
              <ProductTable
                caption={t('products.caption')}
                captionHidden
                products={page.items}
              />
              <PageButtons trail={trail} nextCursor={page.nextCursor} />
            </>
          )
        }
      </LoadedContent>
    </>
  );
}

function shownOf(t: Texts, page: Page<ProductSummary>): string {
  const all = t('count.products', { count: page.totalItems });
  return page.totalItems > page.items.length
    ? t('list.shownOf', { shown: page.items.length, all })
    : all;
}

/** Several values of one parameter as one choice of a select. */
function joined(values: string[]): string | undefined {
  return values.join(',') || undefined;
}
