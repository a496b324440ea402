import { Entity } from '@backstage/catalog-model';
import {
  DataProductEntityV1alpha1,
  dataProductEntityV1alpha1Schema,
  parsePortReference,
  parseStrictEntityRef,
  portId,
} from '@meshproof/backstage-plugin-data-mesh-common';
import Ajv from 'ajv';
import {
  describeSchemaErrors,
  describeValue,
  EntityProblem,
} from './describeSchemaErrors';

const MAX_DEPTH = 32;
const MAX_VALUES = 200_000;

const ajv = new Ajv({ allErrors: true, verbose: true });
// The envelope is checked by the catalog before it asks a processor; only what is ours is compiled here.
ajv.addSchema({ $id: 'Entity', type: 'object' });
const validate = ajv.compile(dataProductEntityV1alpha1Schema);

/** Whether the entity is nested deeper or holds more than any real one; walks level by level, so that depth costs no stack. */
function isTooDeep(value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; depth <= MAX_DEPTH; depth += 1) {
    level = level.flatMap(item =>
      typeof item === 'object' && item !== null ? Object.values(item) : [],
    );
    if (level.length === 0) {
      return false;
    }
    if (level.length > MAX_VALUES) {
      return true;
    }
  }
  return true;
}

interface ReferenceRule {
  path: string;
  value: unknown;
  /** Kind where none is written. */
  kind?: string;
  /** Kinds that make sense in this field; all where left out. */
  kinds?: string[];
  example: string;
}

function referenceRules(
  spec: DataProductEntityV1alpha1['spec'],
): ReferenceRule[] {
  return [
    {
      path: 'spec.owner',
      value: spec.owner,
      kind: 'group',
      kinds: ['group', 'user'],
      example: 'group:default/supply-chain',
    },
    {
      path: 'spec.curator',
      value: spec.curator,
      kind: 'group',
      kinds: ['group'],
      example: 'group:default/central-data',
    },
    {
      path: 'spec.domain',
      value: spec.domain,
      kind: 'domain',
      kinds: ['domain'],
      example: 'domain:default/supply-chain',
    },
    {
      path: 'spec.system',
      value: spec.system,
      kind: 'system',
      kinds: ['system'],
      example: 'system:default/warehouse',
    },
    ...(spec.intendedFor ?? []).map((value, index) => ({
      path: `spec.intendedFor[${index}]`,
      value,
      example: 'component:default/demand-forecast-ai',
    })),
    ...(spec.team ?? []).map((member, index) => ({
      path: `spec.team[${index}].member`,
      value: member.member,
      kind: 'user',
      kinds: ['user'],
      example: 'user:default/ana',
    })),
  ];
}

function checkReferences(entity: DataProductEntityV1alpha1): EntityProblem[] {
  const problems: EntityProblem[] = [];
  const namespace = entity.metadata.namespace ?? 'default';

  for (const rule of referenceRules(entity.spec)) {
    if (rule.value === undefined) {
      continue;
    }
    const reference = parseStrictEntityRef(rule.value, {
      kind: rule.kind,
      namespace,
    });
    if (!reference) {
      problems.push({
        path: rule.path,
        message: `${describeValue(
          rule.value,
        )} is not an entity reference; write ${
          rule.kind ? '[kind:][namespace/]name' : 'kind:[namespace/]name'
        }, for example ${rule.example}`,
      });
    } else if (
      rule.kinds &&
      !rule.kinds.includes(reference.kind.toLocaleLowerCase('en-US'))
    ) {
      problems.push({
        path: rule.path,
        message: `refers to a ${reference.kind}; accepted is ${rule.kinds.join(
          ' or ',
        )}, for example ${rule.example}`,
      });
    }
  }

  for (const [index, { from }] of (entity.spec.inputPorts ?? []).entries()) {
    if (
      from !== undefined &&
      !parsePortReference(from, namespace) &&
      !parseStrictEntityRef(from, { namespace })
    ) {
      problems.push({
        path: `spec.inputPorts[${index}].from`,
        message: `${describeValue(
          from,
        )} is neither an entity reference with its kind, for example component:default/wms, nor a port of another product, for example sales/orders#orders@1`,
      });
    }
  }

  const ports = new Map<string, number>();
  for (const [index, port] of (entity.spec.outputPorts ?? []).entries()) {
    const id = portId(port);
    const earlier = ports.get(id);
    if (earlier !== undefined) {
      problems.push({
        path: `spec.outputPorts[${index}]`,
        message: `is ${id}, as spec.outputPorts[${earlier}] already is; give it another name or major version`,
      });
    } else {
      ports.set(id, index);
    }
  }
  return problems;
}

/** Everything wrong with an entity of our kind. The references are read once the shape of the fields is right. */
export function dataProductProblems(entity: Entity): EntityProblem[] {
  if (isTooDeep(entity)) {
    return [
      {
        path: 'spec',
        message: `something in the entity is nested more than ${MAX_DEPTH} levels deep or repeated very often`,
      },
    ];
  }
  if (!validate(entity)) {
    return describeSchemaErrors(validate.errors ?? []);
  }
  return checkReferences(entity as DataProductEntityV1alpha1);
}
