import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseAllDocuments } from 'yaml';

/** How often a product's data come, as its contract promises. */
export type Rhythm =
  | 'stream'
  | 'hourly'
  | 'daily'
  | 'business-daily'
  | 'weekly'
  | 'monthly';

/** A rule of a contract, as far as somebody who measures it has to know it. */
export interface DemoRule {
  id: string;
  metric?: string;
  /** For volumes: a number that passes. */
  usual: number;
}

/** A product of the demo company, read from its own files. */
export interface DemoProduct {
  name: string;
  owner?: string;
  /** Its only output port, `port@major`. */
  port: string;
  dataset?: { namespace: string; name: string };
  columns: { name: string; type: string }[];
  rules: DemoRule[];
  rhythm: Rhythm;
  /** The id of the promise that it is available, if its contract makes one. */
  availability?: string;
  job?: { namespace: string; name: string };
  repository?: string;
  /** Entities that say they read it, and who owns them. */
  consumers: { ref: string; owner: string }[];
}

/** What the generator has to know of the demo company. */
export interface Company {
  products: DemoProduct[];
}

interface EntityDocument {
  kind: string;
  metadata: { name: string; annotations?: Record<string, string> };
  spec: Record<string, any>;
}

/** The entities of a file, in its order. */
export function readEntities(file: string): EntityDocument[] {
  return parseAllDocuments(readFileSync(file, 'utf8'), {
    version: '1.2',
  }).flatMap(document => {
    if (document.errors.length > 0) {
      throw new Error(`${file}: ${document.errors[0].message}`);
    }
    const entity = document.toJS();
    return entity ? [entity] : [];
  });
}

/** The files that the company's Location names. */
export function companyFiles(folder: string): string[] {
  const [location] = readEntities(join(folder, 'all.yaml'));
  return location.spec.targets.map((target: string) => join(folder, target));
}

function datasetOf(contract: any): DemoProduct['dataset'] {
  const server = contract.servers.find(
    (entry: any) => entry.environment === 'prod',
  );
  const object = contract.schema[0].physicalName;
  switch (server.type) {
    case 'snowflake':
      return {
        namespace: `snowflake://${server.account}`,
        name: `${server.database}.${server.schema}.${object}`.toLowerCase(),
      };
    case 'postgres':
      return {
        namespace: `postgres://${server.host}:${server.port}`,
        name: `${server.database}.${server.schema}.${object}`.toLowerCase(),
      };
    case 'kafka':
      return { namespace: `kafka://${server.host}`, name: object };
    default:
      throw new Error(
        `No address is known for a server of type ${server.type}`,
      );
  }
}

function rhythmOf(contract: any, portType: string): Rhythm {
  if (portType === 'topic') {
    return 'stream';
  }
  const promise = contract.slaProperties?.find(
    (entry: any) => entry.property === 'frequency',
  );
  switch (promise?.unit) {
    case 'h':
      return 'hourly';
    case 'business days':
      return 'business-daily';
    case 'w':
      return 'weekly';
    case 'month':
      return 'monthly';
    default:
      return 'daily';
  }
}

function usualOf(rule: any): number {
  const { mustBeBetween, mustBeGreaterOrEqualTo } = rule;
  if (mustBeBetween) {
    return Math.round((mustBeBetween[0] + mustBeBetween[1]) / 2);
  }
  return mustBeGreaterOrEqualTo === undefined
    ? 0
    : mustBeGreaterOrEqualTo * 3 + 20;
}

function readProduct(entity: EntityDocument, file: string): DemoProduct {
  const { spec } = entity;
  const port = spec.outputPorts?.[0];
  const pipeline = spec.pipelines?.[0];
  const product: DemoProduct = {
    name: entity.metadata.name,
    owner: spec.owner,
    port: port ? `${port.name}@${parseInt(port.version, 10)}` : '',
    columns: [],
    rules: [],
    rhythm: 'daily',
    job: pipeline?.job,
    repository: pipeline?.repository,
    consumers: [],
  };
  if (!port?.contract) {
    return product;
  }
  const contract: any = readEntities(join(dirname(file), port.contract))[0];
  const [object] = contract.schema;
  const rules = [
    ...object.properties.flatMap((property: any) => property.quality ?? []),
    ...(object.quality ?? []),
  ].filter((rule: any) => rule.type !== 'text');
  return {
    ...product,
    dataset: datasetOf(contract),
    columns: object.properties.map((property: any) => ({
      name: property.name,
      type: property.physicalType ?? property.logicalType,
    })),
    rules: rules.map((rule: any) => ({
      id: rule.id,
      metric: rule.metric,
      usual: usualOf(rule),
    })),
    rhythm: rhythmOf(contract, port.type),
    availability: contract.slaProperties?.find(
      (entry: any) => entry.property === 'availability',
    )?.id,
  };
}

/** Reads the company from its own files, so that what is sent is always about what is declared. */
export function readCompany(folder: string): Company {
  const products = new Map<string, DemoProduct>();
  const readers: { ref: string; owner: string; reads: string }[] = [];
  for (const file of companyFiles(folder)) {
    for (const entity of readEntities(file)) {
      const reads = entity.metadata.annotations?.['meshproof.dev/consumes'];
      if (entity.kind === 'DataProduct') {
        products.set(entity.metadata.name, readProduct(entity, file));
      } else if (reads) {
        readers.push({
          ref: `${entity.kind.toLowerCase()}:default/${entity.metadata.name}`,
          owner: entity.spec.owner,
          reads,
        });
      }
    }
  }
  for (const { ref, owner, reads } of readers) {
    for (const item of reads.split(',')) {
      const product = products.get(item.trim().split('#')[0]);
      if (!product) {
        throw new Error(`${ref} reads ${item.trim()}, which is not a product`);
      }
      product.consumers.push({ ref, owner });
    }
  }
  return { products: [...products.values()] };
}
