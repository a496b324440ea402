import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  EVIDENCE_KINDS,
  EvidenceKind,
  Witness,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { isServerAddress, refuseUnknownKeys } from '../settings';
import { byHandPublishers } from './byHandPublishers';
import { Publisher } from './Publisher';

const ROOT = 'dataMesh.publishers';
const WITNESSES: readonly Witness[] = ['platform', 'self', 'consumer'];
const ID = /^[a-z0-9]([-a-z0-9_.]{0,61}[a-z0-9])?$/;
const PATTERN = /^dataproduct:[-a-z0-9_.*]+\/[-a-z0-9_.*]+$/;
const KEYS = [
  'id',
  'title',
  'subject',
  'witness',
  'kinds',
  'mayBackfill',
  'namespace',
  'owner',
  'products',
];

/**
 * Reads `dataMesh.publishers`.
 *
 * @throws InputError that names the key and the accepted values. A door that guesses what an operator meant would let the
 * wrong ones in, so that nothing starts instead.
 */
export function readPublishers(config: Config): Publisher[] {
  const publishers = (config.getOptionalConfigArray(ROOT) ?? []).map(
    readPublisher,
  );
  const reserved: string[] = Object.values(byHandPublishers).map(p => p.id);
  const positions = new Map<string, number>();
  publishers.forEach(({ id }, index) => {
    const path = `${ROOT}[${index}].id`;
    if (reserved.includes(id)) {
      throw new InputError(
        `${path}: '${id}' stands for records that people send by hand; choose another id`,
      );
    }
    const earlier = positions.get(id);
    if (earlier !== undefined) {
      throw new InputError(
        `${path}: '${id}' is already the id of ${ROOT}[${earlier}]; each publisher needs its own, because it is part of the identity of every record`,
      );
    }
    positions.set(id, index);
  });
  return publishers;
}

function readPublisher(config: Config, index: number): Publisher {
  const path = `${ROOT}[${index}]`;
  refuseUnknownKeys(config, path, KEYS);
  const id = config.getString('id');
  if (!ID.test(id)) {
    throw new InputError(
      `${path}.id: '${id}' must be 1 to 63 lower-case letters, digits, '-', '_' or '.', and start and end with a letter or digit`,
    );
  }
  const subject = readSubject(config, path);
  const witness = readOneOf(config, path, 'witness', WITNESSES);
  const products = readPatterns(config, path);
  if (witness !== 'platform' && !products && !subject.startsWith('user:')) {
    throw new InputError(
      `${path}.products: needed, because a service with witness '${witness}' has no group whose products it could send for; list patterns such as 'dataproduct:default/finance-*'`,
    );
  }
  return {
    id,
    title: config.getOptionalString('title') ?? id,
    subject,
    witness,
    kinds: readKinds(config, path),
    mayBackfill:
      config.getOptionalBoolean('mayBackfill') ?? witness === 'platform',
    namespace: readNamespace(config, path),
    owner: readOwner(config, path),
    products,
  };
}

function readSubject(config: Config, path: string): string {
  const subject = config.getString('subject').trim();
  if (!/^user:/i.test(subject)) {
    if (/^\S+$/.test(subject)) {
      return subject;
    }
  } else if (/^user:[-a-z0-9_.]+\/[-a-z0-9_.]+$/i.test(subject)) {
    return subject.toLowerCase();
  }
  throw new InputError(
    `${path}.subject: '${subject}' must be the subject of a token in backend.auth.externalAccess, plugin:ID of a backend plugin, or user:NAMESPACE/NAME`,
  );
}

function readKinds(config: Config, path: string): EvidenceKind[] {
  const kinds = config.getOptionalStringArray('kinds');
  if (!kinds) {
    return [...EVIDENCE_KINDS];
  }
  if (kinds.length === 0) {
    throw new InputError(
      `${path}.kinds: an empty list lets nothing in; leave it out for all kinds, or list some of ${EVIDENCE_KINDS.join(
        ', ',
      )}`,
    );
  }
  return kinds.map((kind, position) =>
    accept(kind, `${path}.kinds[${position}]`, EVIDENCE_KINDS),
  );
}

function readPatterns(config: Config, path: string): string[] | undefined {
  return config.getOptionalStringArray('products')?.map((pattern, position) => {
    const text = pattern.trim().toLowerCase();
    if (!PATTERN.test(text)) {
      throw new InputError(
        `${path}.products[${position}]: '${pattern}' must look like 'dataproduct:NAMESPACE/NAME', where '*' stands for any characters`,
      );
    }
    return text;
  });
}

function readNamespace(config: Config, path: string): string | undefined {
  const namespace = config.getOptionalString('namespace')?.trim();
  if (namespace !== undefined && !isServerAddress(namespace)) {
    throw new InputError(
      `${path}.namespace: '${namespace}' must be the address of a server as data sets name it, such as snowflake://acme.eu`,
    );
  }
  return namespace;
}

function readOwner(config: Config, path: string): string | undefined {
  const owner = config.getOptionalString('owner')?.trim();
  if (
    owner !== undefined &&
    !/^group:[-a-z0-9_.]+\/[-a-z0-9_.]+$/i.test(owner)
  ) {
    throw new InputError(
      `${path}.owner: '${owner}' must be a group of the catalog, such as group:default/data-platform`,
    );
  }
  return owner?.toLowerCase();
}

function readOneOf<T extends string>(
  config: Config,
  path: string,
  key: string,
  values: readonly T[],
): T {
  return accept(config.getString(key), `${path}.${key}`, values);
}

function accept<T extends string>(
  value: string,
  path: string,
  values: readonly T[],
): T {
  const accepted = values.find(candidate => candidate === value);
  if (!accepted) {
    throw new InputError(
      `${path}: '${value}' is not one of ${values.join(', ')}`,
    );
  }
  return accepted;
}
