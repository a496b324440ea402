import {
  Entity,
  RELATION_DEPENDENCY_OF,
  RELATION_HAS_PART,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { EntityInfoCard, useEntity } from '@backstage/plugin-catalog-react';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  DATA_PRODUCT_KIND,
  DataMeshApi,
  ProductSummary,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { dataMeshApiRef } from '../../api';
import { Loaded, useLoaded } from '../../hooks/useLoaded';
import { Subheading } from '../layout/Subheading';
import { LoadedContent } from '../layout/LoadedContent';
import { statusOf } from '../layout/statusOf';
import { ProductTable } from '../product/ProductTable';
import { useTexts } from '../../texts/useTexts';

const AT_MOST = 20;

const useStyles = makeStyles(
  theme => ({ heading: { marginTop: theme.spacing(2) } }),
  { name: 'DataMeshConsumedProductsCard' },
);

/** The products that a service reads and those that it feeds, with what is proven of each. @internal */
export function ConsumedProductsCard() {
  const { entity } = useEntity();
  const ref = stringifyEntityRef(entity);
  const classes = useStyles();
  const api = useApi(dataMeshApiRef);
  const t = useTexts();
  const reads = useLoaded(
    async signal =>
      (await api.listProducts({ consumer: ref, limit: AT_MOST }, { signal }))
        .items,
    [ref],
  );
  const fed = productsRelated(entity, RELATION_DEPENDENCY_OF);
  const feeds = useLoaded(signal => describe(api, fed, signal), fed);
  const parts = productsRelated(entity, RELATION_HAS_PART);
  const contains = useLoaded(signal => describe(api, parts, signal), parts);

  return (
    <EntityInfoCard title={t('consumer.title')}>
      <Section
        heading={t('consumer.reads')}
        empty={t('consumer.readsNothing')}
        products={reads}
      />
      <div className={classes.heading}>
        <Section
          heading={t('consumer.feeds')}
          empty={t('consumer.feedsNothing')}
          products={feeds}
        />
      </div>
      {parts.length > 0 && (
        <div className={classes.heading}>
          <Section
            heading={t('consumer.contains')}
            empty=""
            products={contains}
          />
        </div>
      )}
    </EntityInfoCard>
  );
}

function Section(props: {
  heading: string;
  empty: string;
  products: Loaded<ProductSummary[]>;
}) {
  const { heading, empty, products } = props;
  const t = useTexts();
  return (
    <>
      <Subheading>{heading}</Subheading>
      <LoadedContent state={products} what={t('consumer.what')} lines={2}>
        {items =>
          items.length === 0 ? (
            <Typography variant="body2">{empty}</Typography>
          ) : (
            <ProductTable
              caption={t('consumer.caption', { heading })}
              captionHidden
              products={items}
              columns={['target', 'known']}
            />
          )
        }
      </LoadedContent>
    </>
  );
}

function productsRelated(entity: Entity, type: string): string[] {
  const kind = DATA_PRODUCT_KIND.toLocaleLowerCase('en-US');
  const refs = (entity.relations ?? [])
    .filter(
      relation =>
        relation.type === type &&
        parseEntityRef(relation.targetRef).kind === kind,
    )
    .map(relation => relation.targetRef);
  return [...new Set(refs)].sort().slice(0, AT_MOST);
}

/** A product that is gone or hidden by now stays in the list by its name, without level and verdict. */
async function describe(
  api: DataMeshApi,
  refs: string[],
  signal: AbortSignal,
): Promise<ProductSummary[]> {
  return Promise.all(
    refs.map(async ref => {
      const bare: ProductSummary = {
        ref,
        title: parseEntityRef(ref).name,
        type: '',
        lifecycle: '',
      };
      try {
        const scorecard = await api.getScorecard(ref, { signal });
        return {
          ...bare,
          level: scorecard.level,
          target: scorecard.target,
          verdict: scorecard.verdict.shown,
          coverage: scorecard.coverage,
        };
      } catch (error) {
        if (error instanceof Error && statusOf(error) === 404) {
          return bare;
        }
        throw error;
      }
    }),
  );
}
