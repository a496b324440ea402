import {
  RELATION_DEPENDENCY_OF,
  RELATION_DEPENDS_ON,
  getCompoundEntityRef,
  parseEntityRef,
} from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/core-plugin-api';
import { EntityRelationsGraph } from '@backstage/plugin-catalog-graph';
import {
  EntityInfoCard,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  DataProductEntityV1alpha1,
  RELATION_CONSUMES_DATA_PRODUCT,
  RELATION_DATA_PRODUCT_CONSUMED_BY,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { ComponentProps, useCallback, useMemo } from 'react';
import { useNavigate } from 'react-router-dom';
import { countOf } from '../figures/words';
import { useDataProduct } from './useDataProduct';

// The first of each pair gives the direction of the arrow: the way that data goes.
const PAIRS: [string, string][] = [
  [RELATION_DATA_PRODUCT_CONSUMED_BY, RELATION_CONSUMES_DATA_PRODUCT],
  [RELATION_DEPENDENCY_OF, RELATION_DEPENDS_ON],
];
const RELATIONS = PAIRS.flat();
type NodeClick = NonNullable<
  ComponentProps<typeof EntityRelationsGraph>['onNodeClick']
>;

const MOST = 60;
const ROW = 56;

const useStyles = makeStyles(
  { graph: ({ rows }: { rows: number }) => ({ height: graphHeight(rows) }) },
  { name: 'DataMeshGraphCard' },
);

function graphHeight(rows: number): number {
  return Math.min(640, Math.max(160, rows * ROW));
}

/** Sources to the left of the product, consumers to the right. @internal */
export function GraphCard() {
  const entity = useDataProduct();
  return entity ? <Body entity={entity} /> : null;
}

function Body(props: { entity: DataProductEntityV1alpha1 }) {
  const { entity } = props;
  const sources = relatives(entity, [
    RELATION_DEPENDS_ON,
    RELATION_CONSUMES_DATA_PRODUCT,
  ]);
  const consumers = relatives(entity, [
    RELATION_DEPENDENCY_OF,
    RELATION_DATA_PRODUCT_CONSUMED_BY,
  ]);
  const classes = useStyles({ rows: Math.max(sources, consumers) });
  const name = useMemo(() => getCompoundEntityRef(entity), [entity]);
  const entityRoute = useRouteRef(entityRouteRef);
  const navigate = useNavigate();
  const open = useCallback<NodeClick>(
    node => {
      const to = parseEntityRef(node.id);
      navigate(
        entityRoute({ ...to, kind: to.kind.toLocaleLowerCase('en-US') }),
      );
    },
    [entityRoute, navigate],
  );
  const sum = sources + consumers;
  const sentence = `${countOf(sources, 'declared source')} and ${countOf(
    consumers,
    'declared consumer',
  )}`;
  let explained = `${sentence}; data goes from left to right.`;
  if (sum === 0) {
    explained = 'No source and no consumer is declared yet.';
  } else if (sum > MOST) {
    explained = `${sentence}: too many to draw, they are listed under “Consumers and sources”.`;
  }
  return (
    <EntityInfoCard title="Sources and consumers">
      <Typography variant="body2">{explained}</Typography>
      {sum > 0 && sum <= MOST && (
        <EntityRelationsGraph
          className={classes.graph}
          rootEntityNames={name}
          maxDepth={1}
          unidirectional={false}
          relations={RELATIONS}
          relationPairs={PAIRS}
          renderLabel={noLabel}
          showArrowHeads
          zoom="disabled"
          onNodeClick={open}
        />
      )}
    </EntityInfoCard>
  );
}

// Left and right say what a label would.
function noLabel() {
  return null;
}

function relatives(entity: DataProductEntityV1alpha1, types: string[]): number {
  const related = (entity.relations ?? []).filter(({ type }) =>
    types.includes(type),
  );
  return new Set(related.map(({ targetRef }) => targetRef)).size;
}
