import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { ANNOTATION_CONSUMES } from '@meshproof/backstage-plugin-data-mesh-common';
import { company, CONTRACT, STOCK, stockProduct } from './company';
import { healthyDays, mergedChanges } from './evidence';
import { TestCatalog } from './TestCatalog';

const DAY = 24 * 3_600_000;

/** A word in the name, title or address of everything that is hidden, and of nothing else. */
export const SECRET = 'merger';

/** Contract documents by folder of the entity they lie beside. */
export const DOCUMENTS: Record<string, string> = {
  inventory: CONTRACT,
  shelves: CONTRACT.replace(/stock_levels/g, 'shelves'),
  secret: CONTRACT.replace(/stock_levels/g, `${SECRET}_targets`).replace(
    /id: stock-levels/,
    `id: ${SECRET}-targets`,
  ),
};

function entity(
  kind: string,
  name: string,
  spec: Entity['spec'],
  more: Partial<Entity['metadata']> = {},
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, namespace: 'default', ...more },
    spec,
  };
}

/**
 * What everybody may see. It names what may be hidden where an author would: an intended consumer, an input, a domain above, a
 * member of a group.
 */
function visibleEntities(base: (folder: string) => string): Entity[] {
  const entities = company().map(item =>
    item.kind === 'Group' && item.metadata.name === 'supply-chain'
      ? {
          ...item,
          relations: [
            ...(item.relations ?? []),
            { type: 'hasMember', targetRef: 'user:default/zoe' },
          ],
        }
      : item,
  );
  return [
    ...entities,
    entity('Domain', 'sites', {
      owner: 'group:default/supply-chain',
      subdomainOf: 'holding',
    }),
    stockProduct({
      base: base('inventory'),
      id: 'urn:acme:inventory',
      spec: {
        intendedFor: [
          'component:default/demand-forecast-ai',
          'component:default/board-room',
        ],
        inputPorts: [{ name: 'plan', from: 'board-plan#plan@1' }],
        team: [
          { member: 'user:default/ana', role: 'product-owner' },
          { member: 'user:default/zoe', role: 'product-owner' },
        ],
      },
    }),
    stockProduct({
      name: 'shelves',
      base: base('shelves'),
      // Of another group: what a source reaches is a fact about the source, whoever is hidden.
      spec: { domain: 'sites', owner: 'group:default/planning' },
    }),
  ];
}

/** What is hidden in either world, so that everybody knows that something is. */
function decoy(base: (folder: string) => string): Entity {
  return stockProduct({
    name: 'decoy',
    base: base('inventory'),
    spec: { outputPorts: [] },
  });
}

/** What is there in one world and not in the other: products, consumers, a domain, a group, a person. */
function secretEntities(base: (folder: string) => string): Entity[] {
  const product = stockProduct({
    name: `${SECRET}-targets`,
    base: base('secret'),
    id: 'urn:acme:inventory',
    annotations: { [ANNOTATION_CONSUMES]: 'inventory#stock-levels@2' },
    spec: {
      domain: SECRET,
      owner: `group:default/${SECRET}-team`,
      inputPorts: [{ name: 'stock', from: 'inventory#stock-levels@2' }],
      pipelines: [
        {
          name: 'daily',
          job: { namespace: 'airflow-prod', name: `${SECRET}_daily` },
        },
      ],
    },
  });
  product.metadata.title = `The ${SECRET}`;
  const owner = `group:default/${SECRET}-team`;
  return [
    product,
    stockProduct({
      name: `${SECRET}-stock`,
      base: base('inventory'),
      spec: { outputPorts: [] },
    }),
    stockProduct({ name: 'board-plan', base: base('inventory') }),
    entity('Domain', SECRET, { owner, subdomainOf: 'operations' }),
    entity('Domain', 'holding', { owner, subdomainOf: 'operations' }),
    entity('Group', `${SECRET}-team`, { type: 'team', children: [] }),
    entity('User', 'zoe', { memberOf: ['supply-chain'] }),
    ...[`${SECRET}-room`, 'board-room'].map(name =>
      entity(
        'Component',
        name,
        { type: 'ai-use-case', lifecycle: 'production', owner, domain: SECRET },
        {
          annotations: {
            [ANNOTATION_CONSUMES]:
              'inventory#stock-levels@2, inventory#none@1, nothing',
          },
        },
      ),
    ),
  ];
}

/** A catalog with or without the secret, of which `partner` sees only what is visible and `stranger` nothing. */
export function secretCatalog(options: {
  withSecret: boolean;
  withDecoy: boolean;
  base: (folder: string) => string;
  partner: string;
  stranger: string;
}): TestCatalog {
  const { base } = options;
  const visible = visibleEntities(base);
  const hidden = [
    ...(options.withDecoy ? [decoy(base)] : []),
    ...(options.withSecret ? secretEntities(base) : []),
  ];
  const catalog = new TestCatalog([...visible, ...hidden]);
  for (const item of hidden) {
    catalog.hide(stringifyEntityRef(item), options.partner);
  }
  for (const item of [...visible, ...hidden]) {
    catalog.hide(stringifyEntityRef(item), options.stranger);
  }
  return catalog;
}

/** Evidence of both worlds: what is about visible products, by visible entities. */
export function visibleRecords(now: number): object[] {
  return [
    ...healthyDays(now, 20),
    ...healthyDays(now, 20).map(record => ({
      ...record,
      dataset: { ...STOCK, name: 'wh.inventory.shelves' },
    })),
    ...mergedChanges(4, now - DAY),
    {
      kind: 'run',
      time: new Date(now - DAY).toISOString(),
      dataset: { ...STOCK, name: 'wh.nobody.knows' },
      job: { namespace: 'airflow-prod', name: 'lost' },
      status: 'success',
    },
    ...proceedings(now, {
      consumer: 'component:default/demand-forecast-ai',
      product: 'dataproduct:default/inventory',
    }),
  ].map((record, index) => ({ ...record, key: `visible-${index}` }));
}

/** One record of each kind that names a consumer, and an incident. */
function proceedings(
  now: number,
  about: { consumer: string; dataset?: object; product?: string },
): object[] {
  const at = new Date(now - DAY).toISOString();
  return [
    { kind: 'support', reference: 'Q-1', askedAt: at },
    { kind: 'agreement', reference: 'A-1', from: at, state: 'active' },
    { kind: 'confirmation' },
    ...(about.product
      ? [
          {
            kind: 'incident',
            reference: 'INC-1',
            openedAt: at,
            noticedBy: 'consumer',
          },
          {
            kind: 'policy-run',
            policy: 'owner-is-a-group',
            version: '1',
            outcome: 'pass',
          },
        ]
      : []),
  ].map(record => ({ ...about, ...record, time: at }));
}

/**
 * Evidence of hidden things: records of their data sets and products, their reads of visible data, and the changes that a hidden
 * group made to a visible product. In a world without secrets the last are changes of nobody's.
 */
export function secretRecords(now: number, withSecret: boolean): object[] {
  const days = healthyDays(now, 20);
  const changes = mergedChanges(
    2,
    now - DAY / 2,
    `group:default/${SECRET}-team`,
  ).map((record, index) => ({
    ...record,
    reference: `late-${index}`,
    key: `late-${index}`,
    ...(withSecret ? {} : { author: { user: 'user:default/nobody' } }),
  }));
  if (!withSecret) {
    return changes;
  }
  const elsewhere = {
    namespace: `postgres://${SECRET}-db:5432`,
    name: 'deals.public.targets',
  };
  return [
    ...changes,
    ...[
      { ...STOCK, name: `wh.inventory.${SECRET}_targets` },
      elsewhere,
    ].flatMap(dataset => days.map(record => ({ ...record, dataset }))),
    ...[`${SECRET}-room`, 'board-room'].flatMap(name =>
      days
        .filter(record => (record as { kind: string }).kind === 'usage')
        .map(record => ({
          ...record,
          consumer: `component:default/${name}`,
          reads: 77,
        })),
    ),
    {
      ...days[0],
      dataset: undefined,
      product: `dataproduct:default/${SECRET}-stock`,
    },
    // Known by the job that a hidden product declares, and by config.
    ...[`airflow-prod/${SECRET}_daily`, `SVC_${SECRET}`].map(principal => ({
      kind: 'usage',
      time: new Date(now - DAY).toISOString().slice(0, 10),
      dataset: STOCK,
      principal,
      reads: 5,
    })),
    ...proceedings(now, {
      consumer: `component:default/${SECRET}-room`,
      dataset: STOCK,
    }),
    ...proceedings(now, {
      consumer: 'component:default/demand-forecast-ai',
      product: `dataproduct:default/${SECRET}-targets`,
    }),
  ].map((record, index) => ({ key: `secret-${index}`, ...record }));
}
