import {
  CompoundEntityRef,
  Entity,
  getCompoundEntityRef,
  parseEntityRef,
  RELATION_DEPENDENCY_OF,
  RELATION_DEPENDS_ON,
  RELATION_HAS_PART,
  RELATION_OWNED_BY,
  RELATION_OWNER_OF,
  RELATION_PART_OF,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { EntityRelationSpec } from '@backstage/plugin-catalog-node';
import {
  ANNOTATION_CONSUMES,
  DATA_PRODUCT_KIND,
  DataProductEntityV1alpha1,
  parseConsumes,
  parsePortReference,
  parseStrictEntityRef,
  RELATION_CONSUMES_DATA_PRODUCT,
  RELATION_CURATED_BY,
  RELATION_CURATOR_OF,
  RELATION_DATA_PRODUCT_CONSUMED_BY,
} from '@meshproof/backstage-plugin-data-mesh-common';

type Pair = { outgoing: string; incoming: string };

const OWNER: Pair = {
  outgoing: RELATION_OWNED_BY,
  incoming: RELATION_OWNER_OF,
};
const PART: Pair = { outgoing: RELATION_PART_OF, incoming: RELATION_HAS_PART };
const CURATOR: Pair = {
  outgoing: RELATION_CURATED_BY,
  incoming: RELATION_CURATOR_OF,
};
const CONSUMES: Pair = {
  outgoing: RELATION_CONSUMES_DATA_PRODUCT,
  incoming: RELATION_DATA_PRODUCT_CONSUMED_BY,
};
const DEPENDS: Pair = {
  outgoing: RELATION_DEPENDS_ON,
  incoming: RELATION_DEPENDENCY_OF,
};

/** Collects relations in both directions, each once. */
class Relations {
  readonly #source: CompoundEntityRef;
  readonly #found = new Map<string, EntityRelationSpec[]>();

  constructor(source: Entity) {
    this.#source = getCompoundEntityRef(source);
  }

  add(target: CompoundEntityRef | undefined, pair: Pair) {
    const source = this.#source;
    if (!target) {
      return;
    }
    const targetRef = stringifyEntityRef(target);
    if (targetRef !== stringifyEntityRef(source)) {
      this.#found.set(`${pair.outgoing} ${targetRef}`, [
        { source, type: pair.outgoing, target },
        { source: target, type: pair.incoming, target: source },
      ]);
    }
  }

  list(): EntityRelationSpec[] {
    return [...this.#found.values()].flat();
  }
}

/** Relations of a data product to its owner, curator, domain, system and inputs, in both directions. */
export function dataProductRelations(
  entity: DataProductEntityV1alpha1,
): EntityRelationSpec[] {
  const relations = new Relations(entity);
  const { spec } = entity;
  const namespace = entity.metadata.namespace ?? 'default';
  const read = (value: string | undefined, kind?: string) =>
    parseStrictEntityRef(value, { kind, namespace });

  relations.add(read(spec.owner, 'Group'), OWNER);
  relations.add(read(spec.curator, 'Group'), CURATOR);
  relations.add(read(spec.domain, 'Domain'), PART);
  relations.add(read(spec.system, 'System'), PART);
  for (const { from } of spec.inputPorts ?? []) {
    const port = parsePortReference(from, namespace);
    const target = port ? parseEntityRef(port.productRef) : read(from);
    const isProduct =
      target?.kind.toLocaleLowerCase('en-US') ===
      DATA_PRODUCT_KIND.toLocaleLowerCase('en-US');
    relations.add(target, isProduct ? CONSUMES : DEPENDS);
  }
  return relations.list();
}

const CONSUMING_KINDS = ['Component', 'System', 'AiResource'];

/**
 * Relations of an entity of another kind to the products it says it reads. Nothing in the annotation can fail here: items that
 * name no port are left out, and the backend lists them as problems.
 */
export function consumerRelations(entity: Entity): EntityRelationSpec[] {
  const value = entity.metadata.annotations?.[ANNOTATION_CONSUMES];
  if (value === undefined || !CONSUMING_KINDS.includes(entity.kind)) {
    return [];
  }
  const relations = new Relations(entity);
  const { items } = parseConsumes(
    value,
    entity.metadata.namespace ?? 'default',
  );
  for (const { productRef } of items) {
    relations.add(parseEntityRef(productRef), CONSUMES);
  }
  return relations.list();
}
