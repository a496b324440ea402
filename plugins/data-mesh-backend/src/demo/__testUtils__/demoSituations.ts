import { stringifyEntityRef } from '@backstage/catalog-model';
import { DataProductEntityV1alpha1 } from '@meshproof/backstage-plugin-data-mesh-common';
import {
  contractKey,
  datasetKey,
  defaultSettings,
  EvidenceRecord,
  GroupFacts,
  nearMatch,
  parseIncomingRecord,
  productAddresses,
  ProductSituation,
  readContract,
  Settings,
  SourceReach,
} from '@meshproof/core';
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
// eslint-disable-next-line @backstage/no-relative-monorepo-imports -- the demo company is no package; it is read where it lies
import { generateEvidence } from '../../../../../examples/generator/generateEvidence.ts';
// eslint-disable-next-line @backstage/no-relative-monorepo-imports -- the demo company is no package; it is read where it lies
import {
  companyFiles,
  readCompany,
  readEntities,
} from '../../../../../examples/generator/readCompany.ts';

const DAY = 86_400_000;

export const COMPANY_FOLDER = resolve(
  __dirname,
  '../../../../../examples/company',
);

/** As `docs/demo.md` configures them. */
export const DEMO_SETTINGS: Settings = {
  ...defaultSettings,
  productionServers: [
    'snowflake://fernhold.eu',
    'kafka://stream.fernhold.example:9092',
    'postgres://people-db.fernhold.example:5432',
    'postgres://facilities-db.fernhold.example:5432',
  ],
};

type FileEntity = ReturnType<typeof readEntities>[number] & { file: string };

/** Every entity of the demo company with the file that declares it. */
export function demoEntities(): FileEntity[] {
  return companyFiles(COMPANY_FOLDER).flatMap(file =>
    readEntities(file).map(entity => ({ ...entity, file })),
  );
}

function refOf(entity: FileEntity): string {
  const { kind, metadata } = entity;
  return stringifyEntityRef({ kind, name: metadata.name }).toLowerCase();
}

function fromWire(now: number): EvidenceRecord[] {
  const company = readCompany(COMPANY_FOLDER);
  return generateEvidence({ company, now }).map(({ publisher, record }) => {
    const parsed = parseIncomingRecord(record);
    if ('problem' in parsed) {
      throw new Error(`${record.key}: ${parsed.problem.reason}`);
    }
    const { kind, time, dataset, product, port, change, incident } =
      parsed.record;
    const self = publisher === 'returns-desk';
    return {
      ...parsed.record[kind],
      ...(change ? { groups: change.author.groups ?? [] } : {}),
      ...(incident
        ? { firstActedGroups: incident.firstActedBy.groups ?? [] }
        : {}),
      id: `${publisher} ${record.key}`,
      kind,
      time,
      receivedAt: now,
      publisher,
      publisherTitle: publisher,
      witness: self ? 'self' : 'platform',
      mayBackfill: !self,
      ...(dataset ? { dataset } : {}),
      ...(product ? { product, port } : {}),
    } as EvidenceRecord;
  });
}

function reachOf(records: EvidenceRecord[]): SourceReach[] {
  const sources = new Map<string, SourceReach>();
  for (const record of records) {
    const namespace = record.dataset?.namespace ?? '';
    const key = `${record.publisher} ${record.kind} ${namespace}`;
    const source = sources.get(key) ?? {
      publisher: record.publisher,
      title: record.publisher,
      witness: record.witness,
      kind: record.kind,
      namespace,
      firstAt: record.time,
      lastAt: record.time,
      usualInterval: DAY,
      records: 0,
      ownerGroups: 3,
    };
    source.firstAt = Math.min(source.firstAt, record.time);
    source.lastAt = Math.max(source.lastAt, record.time);
    source.records++;
    sources.set(key, source);
  }
  return [...sources.values()];
}

/**
 * What the backend would hand to the core for each product of the demo company, on the day the portal is started for the first
 * time: everything was first seen now, all evidence came now.
 */
export function demoSituations(now: number): Map<string, ProductSituation> {
  const entities = demoEntities();
  const byRef = new Map(entities.map(entity => [refOf(entity), entity]));
  const records = fromWire(now);
  const sources = reachOf(records);
  const byDataset = new Map<string, EvidenceRecord[]>();
  const rest: EvidenceRecord[] = [];
  for (const record of records) {
    if (record.dataset) {
      const key = datasetKey(record.dataset);
      const list = byDataset.get(key);
      if (list) {
        list.push(record);
      } else {
        byDataset.set(key, [record]);
      }
    } else {
      rest.push(record);
    }
  }

  const familyOf = (ref: string): string[] => [
    ref,
    ...(byRef.get(ref)?.spec.children ?? []).flatMap((child: string) =>
      familyOf(`group:default/${child}`),
    ),
  ];
  const groupFacts = (ref: string): GroupFacts => {
    const family = familyOf(ref);
    return {
      ref,
      exists: byRef.has(ref),
      family,
      members: entities
        .filter(
          ({ kind, spec }) =>
            kind === 'User' &&
            spec.memberOf.some((group: string) =>
              family.includes(`group:default/${group}`),
            ),
        )
        .map(refOf),
    };
  };
  const central = groupFacts('group:default/central-data');
  const facts = Object.fromEntries(
    entities.map(entity => {
      const system = byRef.get(`system:default/${entity.spec.system}`);
      return [
        refOf(entity),
        {
          exists: true,
          owner: entity.spec.owner,
          domain: system?.spec.domain && `domain:default/${system.spec.domain}`,
          aiUseCase: entity.spec.type === 'ai-use-case',
        },
      ];
    }),
  );

  const situations = new Map<string, ProductSituation>();
  for (const entity of entities.filter(({ kind }) => kind === 'DataProduct')) {
    const spec = entity.spec as DataProductEntityV1alpha1['spec'];
    const ref = refOf(entity);
    const base = `file:${entity.file}`;
    const claims = [{ from: now, name: entity.metadata.name, base, spec }];
    const contracts = (spec.outputPorts ?? []).flatMap(({ contract }) =>
      typeof contract === 'string'
        ? [
            {
              key: contractKey(contract, base),
              from: now,
              reading: readContract(
                readFileSync(join(dirname(entity.file), contract), 'utf8'),
              ),
            },
          ]
        : [],
    );
    const datasets = productAddresses({
      now,
      claims,
      contracts,
      settings: DEMO_SETTINGS,
    }).flatMap(({ addresses }) => addresses);
    const repositories = (spec.pipelines ?? []).map(p => p.repository);
    const domain = byRef.get(`domain:default/${spec.domain}`);
    const near = [...byDataset.entries()].filter(
      ([, [{ dataset }]]) =>
        dataset && datasets.some(own => nearMatch(own, dataset)),
    );
    situations.set(entity.metadata.name, {
      now,
      ref,
      firstSeen: now,
      claims,
      contracts,
      evidence: [
        ...datasets.flatMap(
          dataset => byDataset.get(datasetKey(dataset)) ?? [],
        ),
        ...rest.filter(record =>
          record.kind === 'change'
            ? repositories.includes(record.repository)
            : record.product === ref,
        ),
      ],
      sources,
      surroundings: {
        groups: Object.fromEntries(
          [spec.owner, spec.curator].flatMap(group =>
            group ? [[group, groupFacts(group)]] : [],
          ),
        ),
        central: { groups: central.family, members: central.members },
        domain: domain && {
          ref: refOf(domain),
          exists: true,
          family: [refOf(domain)],
          groups: familyOf(domain.spec.owner),
        },
        entities: facts,
        leftOwnerGroupAt: {},
        nearUnmatched:
          near.length === 1
            ? [{ address: near[0][0], since: near[0][1][0].time }]
            : [],
      },
      history: [],
      settings: DEMO_SETTINGS,
    });
  }
  return situations;
}
