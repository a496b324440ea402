import {
  parseConsumes,
  parsePortReference,
} from '@meshproof/backstage-plugin-data-mesh-common';
import {
  ClaimVersion,
  datasetKey,
  evaluateProduct,
  parseIncomingRecord,
  productAddresses,
  readContract,
  undeclaredDatasets,
} from '@meshproof/core';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
// eslint-disable-next-line @backstage/no-relative-monorepo-imports -- the demo company is no package; it is read where it lies
import { generateEvidence } from '../../../../examples/generator/generateEvidence.ts';
// eslint-disable-next-line @backstage/no-relative-monorepo-imports -- the demo company is no package; it is read where it lies
import { readCompany } from '../../../../examples/generator/readCompany.ts';
// eslint-disable-next-line @backstage/no-relative-monorepo-imports -- the demo company is no package; it is read where it lies
import {
  ORPHANED_VIEW,
  STORIES,
} from '../../../../examples/generator/stories.ts';
import {
  COMPANY_FOLDER,
  DEMO_SETTINGS,
  demoEntities,
  demoSituations,
} from './__testUtils__/demoSituations';

interface Expected {
  products: Record<
    string,
    {
      level: number;
      verdict: string;
      ownerVerdict: string;
      refutedClaims?: string[];
      checks?: Record<string, string>;
    }
  >;
  undeclared: { dataset: string; aiUseCases: number; domains: number }[];
}

const expected: Expected = JSON.parse(
  readFileSync(join(COMPANY_FOLDER, 'expected.json'), 'utf8'),
);
const entities = demoEntities();
const refOf = (entity: (typeof entities)[number]) =>
  `${entity.kind.toLowerCase()}:default/${entity.metadata.name}`;
const refs = new Set(entities.map(refOf));
const ofKind = (...kinds: string[]) =>
  entities.filter(({ kind }) => kinds.includes(kind));

const NOW = Date.parse('2026-11-23T10:15:00Z');

describe('the files of the demo company', () => {
  it('are as many as they are said to be', () => {
    expect(refs.size).toBe(entities.length);
    expect(ofKind('Domain').length).toBeGreaterThanOrEqual(14);
    expect(ofKind('Domain').some(({ spec }) => spec.subdomainOf)).toBe(true);
    expect(ofKind('DataProduct')).toHaveLength(40);
    expect(ofKind('Component').length).toBeGreaterThanOrEqual(60);
    expect(Object.keys(expected.products).sort()).toEqual(
      ofKind('DataProduct')
        .map(({ metadata }) => metadata.name)
        .sort(),
    );
  });

  it('are all listed one by one, so that a broken one stands alone', () => {
    const listed = new Set(entities.map(({ file }) => file));
    for (const folder of readdirSync(join(COMPANY_FOLDER, 'products'))) {
      expect(listed).toContain(
        join(COMPANY_FOLDER, 'products', folder, 'catalog-info.yaml'),
      );
    }
  });

  it('refer to what is there', () => {
    const missing: string[] = [];
    const check = (from: string, kind: string, name: string | undefined) => {
      if (name === undefined) {
        return;
      }
      const ref = name.includes(':') ? name : `${kind}:default/${name}`;
      if (!refs.has(ref)) {
        missing.push(`${from} -> ${ref}`);
      }
    };
    for (const entity of entities) {
      const { spec } = entity;
      const from = refOf(entity);
      check(from, 'group', spec.owner);
      check(from, 'group', spec.parent);
      check(from, 'group', spec.curator);
      check(from, 'domain', spec.domain);
      check(from, 'domain', spec.subdomainOf);
      check(from, 'system', spec.system);
      check(from, 'user', entity.metadata.annotations?.['meshproof.dev/lead']);
      for (const group of [
        ...(spec.children ?? []),
        ...(spec.memberOf ?? []),
      ]) {
        check(from, 'group', group);
      }
      for (const { member } of spec.team ?? []) {
        check(from, 'user', member);
      }
      for (const consumer of spec.intendedFor ?? []) {
        check(from, 'component', consumer);
      }
      for (const { from: source } of spec.inputPorts ?? []) {
        const port = parsePortReference(source, 'default');
        check(from, 'component', port ? port.productRef : source);
      }
    }
    // One team was dissolved and is still named: that is its story.
    expect(missing).toEqual([
      'dataproduct:default/campaign-costs -> group:default/bi-competence-centre',
    ]);
  });

  it('names only output ports that exist where something is read', () => {
    const ports = new Set(
      ofKind('DataProduct').flatMap(entity =>
        entity.spec.outputPorts.map(
          (port: { name: string; version: string }) =>
            `${refOf(entity)}#${port.name}@${parseInt(port.version, 10)}`,
        ),
      ),
    );
    for (const { metadata } of entities) {
      const { items, problems } = parseConsumes(
        metadata.annotations?.['meshproof.dev/consumes'] ?? '',
        'default',
      );
      expect(problems).toEqual([]);
      for (const { productRef, port, major } of items) {
        expect(ports).toContain(`${productRef}#${port}@${major}`);
      }
    }
  });

  it('give every domain a lead and every team two people or more', () => {
    for (const domain of ofKind('Domain')) {
      expect(domain.metadata.annotations).toHaveProperty([
        'meshproof.dev/lead',
      ]);
    }
    for (const group of ofKind('Group').filter(
      ({ spec }) => spec.type === 'team',
    )) {
      const people = ofKind('User').filter(({ spec }) =>
        spec.memberOf.includes(group.metadata.name),
      );
      expect(people.length).toBeGreaterThanOrEqual(2);
      expect(people.length).toBeLessThanOrEqual(6);
    }
  });

  it('have contracts that conform, whose address is where the evidence is about', () => {
    const company = readCompany(COMPANY_FOLDER);
    const byName = new Map(company.products.map(p => [p.name, p]));
    let contracts = 0;
    for (const { metadata, spec, file } of ofKind('DataProduct')) {
      for (const port of spec.outputPorts) {
        if (!port.contract) {
          continue;
        }
        contracts++;
        const text = readFileSync(join(file, '..', port.contract), 'utf8');
        const reading = readContract(text);
        const errors = reading.problems.filter(p => p.severity === 'error');
        expect([metadata.name, errors]).toEqual([metadata.name, []]);
        expect(reading.conformant).toBe(true);
        expect(reading.version).toBe(port.version);
        const product = byName.get(metadata.name)!;
        const [{ addresses }] = productAddresses({
          now: NOW,
          claims: [{ from: 0, spec: spec as ClaimVersion['spec'] }],
          contracts: [{ key: `path:${port.contract}`, from: 0, reading }],
          settings: DEMO_SETTINGS,
        });
        expect(addresses.map(datasetKey)).toEqual([
          datasetKey(product.dataset!),
        ]);
        expect(product.rules.map(({ id }) => id).sort()).toEqual(
          reading.rules
            .filter(rule => rule.type !== 'text')
            .map(rule => rule.id)
            .sort(),
        );
      }
    }
    expect(contracts).toBe(39);
  });

  it('are told about in EXPECTED.md as in expected.json', () => {
    const text = readFileSync(join(COMPANY_FOLDER, 'EXPECTED.md'), 'utf8');
    const rows = text
      .split('\n')
      .map(line => line.split('|').map(cell => cell.trim()))
      .filter(cells => cells[1] in expected.products);
    expect(rows).toHaveLength(40);
    for (const [, name, level, verdict, ownerVerdict] of rows) {
      const product = expected.products[name];
      const refuted = product.refutedClaims?.join();
      expect([name, level, verdict, ownerVerdict]).toEqual([
        name,
        String(product.level),
        product.verdict,
        product.ownerVerdict + (refuted ? ` (${refuted})` : ''),
      ]);
    }
  });
});

describe('the evidence of the demo company', () => {
  const company = readCompany(COMPANY_FOLDER);
  const records = generateEvidence({ company, now: NOW });

  it('is within bounds and well formed, and each record has a key of its own', () => {
    expect(records.length).toBeGreaterThan(60_000);
    expect(records.length).toBeLessThanOrEqual(150_000);
    const keys = new Set(records.map(r => `${r.publisher} ${r.record.key}`));
    expect(keys.size).toBe(records.length);
    const problems = records
      .map(({ record }) => parseIncomingRecord(record))
      .filter(result => 'problem' in result);
    expect(problems).toEqual([]);
    const times = records.map(({ record }) => Date.parse(record.time));
    const day = 86_400_000;
    expect(times.every(time => time <= NOW && time > NOW - 201 * day)).toBe(
      true,
    );
  });

  it('says the same of a day whenever it is made, so that sending it again changes nothing', () => {
    const later = generateEvidence({ company, now: NOW + 3 * 86_400_000 });
    const byKey = new Map(
      later.map(r => [`${r.publisher} ${r.record.key}`, JSON.stringify(r)]),
    );
    const both = records.flatMap(made => {
      const found = byKey.get(`${made.publisher} ${made.record.key}`);
      return found === undefined ? [] : [[JSON.stringify(made), found]];
    });
    // Comparing texts: seventy thousand deep comparisons take a minute.
    expect(both.filter(([made, found]) => made !== found)).toEqual([]);
    expect(both.length).toBeGreaterThan(0.95 * records.length);
  });

  it('continues where it stopped', () => {
    const from = NOW - 2 * 86_400_000;
    const topUp = generateEvidence({ company, now: NOW, from });
    expect(topUp.length).toBeLessThan(1_500);
    const all = new Set(records.map(({ record }) => record.key));
    expect(topUp.every(({ record }) => all.has(record.key))).toBe(true);
  });

  it('holds what must not count: another server, statements of an owner, bots', () => {
    const of = (test: (r: (typeof records)[number]) => boolean) =>
      records.filter(test).length;
    expect(
      of(
        ({ record }) =>
          'dataset' in record &&
          record.dataset.namespace === 'snowflake://fernhold-ci.eu',
      ),
    ).toBeGreaterThan(100);
    expect(of(({ publisher }) => publisher === 'returns-desk')).toBeGreaterThan(
      100,
    );
    expect(
      of(({ record }) => record.kind === 'change' && record.bot),
    ).toBeGreaterThan(10);
  });

  it('has nothing about the servers that nobody connected', () => {
    const silent = company.products.filter(
      ({ name }) => STORIES[name]?.unconnected,
    );
    expect(silent).toHaveLength(4);
    const namespaces = silent.map(({ dataset }) => dataset!.namespace);
    expect(
      records.filter(
        ({ record }) =>
          'dataset' in record && namespaces.includes(record.dataset.namespace),
      ),
    ).toEqual([]);
  });

  it('shows a view that three AI use cases read and no product serves', () => {
    const usage = records.flatMap(({ record }) =>
      record.kind === 'usage' && 'dataset' in record
        ? [
            {
              dataset: record.dataset,
              consumer: record.consumer,
              lastAt: Date.parse(record.time),
              reads: record.reads,
              writer: record.writer ?? false,
            },
          ]
        : [],
    );
    const byRef = new Map(entities.map(entity => [refOf(entity), entity]));
    const found = undeclaredDatasets({
      now: NOW,
      usage,
      served: company.products.flatMap(({ dataset }) => dataset ?? []),
      readers: Object.fromEntries(
        ofKind('Component').map(entity => {
          const system = byRef.get(`system:default/${entity.spec.system}`);
          const domain = system?.spec.domain;
          return [
            refOf(entity),
            {
              ...(domain ? { domain: `domain:default/${domain}` } : {}),
              aiUseCase: entity.spec.type === 'ai-use-case',
            },
          ];
        }),
      ),
      domains: ofKind('Domain').map(entity => ({
        ref: refOf(entity),
        parent:
          entity.spec.subdomainOf &&
          `domain:default/${entity.spec.subdomainOf}`,
      })),
    });
    expect(
      found.map(({ dataset, aiUseCases, domains }) => ({
        dataset: dataset.name,
        aiUseCases,
        domains,
      })),
    ).toEqual(
      expected.undeclared.map(({ dataset, aiUseCases, domains }) => ({
        dataset,
        aiUseCases,
        domains,
      })),
    );
    expect(found[0].dataset.name).toBe(ORPHANED_VIEW.name);
  });

  it('has three AI use cases that read one product', () => {
    const inventory = company.products.find(({ name }) => name === 'inventory');
    expect(
      inventory!.consumers.filter(({ ref }) => ref.endsWith('-ai')),
    ).toHaveLength(3);
  });
});

describe.each([
  ['on a Monday morning', NOW],
  [
    'just after midnight on the first of a month',
    Date.parse('2026-12-01T00:05:00Z'),
  ],
  [
    'on a Sunday evening in a month with a short one before it',
    Date.parse('2027-03-14T19:40:00Z'),
  ],
])('the products, judged %s', (_, now) => {
  const situations = demoSituations(now);

  it.each(Object.keys(expected.products))('%s', name => {
    const { scorecard, ownerScorecard, findingHolds } = evaluateProduct(
      situations.get(name)!,
    );
    const product = expected.products[name];
    expect({
      level: scorecard.level.computed,
      verdict: scorecard.verdict.shown,
      ownerVerdict: ownerScorecard.verdict.shown,
      refutedClaims: ownerScorecard.verdict.finding?.claims,
      findingHolds,
      checks: Object.fromEntries(
        scorecard.checks
          .filter(({ id }) => product.checks?.[id])
          .map(({ id, state }) => [id, state]),
      ),
    }).toEqual({
      level: product.level,
      verdict: product.verdict,
      ownerVerdict: product.ownerVerdict,
      refutedClaims: product.refutedClaims,
      findingHolds: product.ownerVerdict === 'contradicted',
      checks: product.checks ?? {},
    });
  });
});
