import { InputError } from '@backstage/errors';
import {
  ANNOTATION_ID,
  ANNOTATION_ODPS_UNMAPPED,
  DATA_PRODUCT_API_VERSION,
  DATA_PRODUCT_KIND,
  DataProductEntityV1alpha1,
  DataProductInputPort,
  DataProductLifecycle,
  DataProductOutputPort,
  DataProductSupport,
  DataProductTeamMember,
  DataProductType,
  parseStrictEntityRef,
  portId,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { dataProductProblems } from '../processor/dataProductProblems';
import { DocumentPart } from './DocumentPart';
import { toEntityName } from './toEntityName';

/** Versions of the standard that are read. */
const API_VERSIONS = ['v0.9.0', 'v1.0.0', 'v1.1.0'];

const TYPES: Record<string, DataProductType> = {
  sourcealigned: 'source-aligned',
  aggregate: 'aggregate',
  consumeraligned: 'consumer-aligned',
};

const LIFECYCLES: DataProductLifecycle[] = [
  'proposed',
  'draft',
  'active',
  'deprecated',
  'retired',
];

const PORT_NAME = /^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
const TAG = /^[a-z0-9:+#]+(-[a-z0-9:+#]+)*$/;
const SUPPORT_URL = /^(https?:\/\/|mailto:|tel:|slack:|msteams:)[^\s<>]+$/i;

const MAX_TITLE = 200;
const MAX_UNMAPPED = 16_000;

/** A reference as written where it can be one, else a name made from it. */
function toReference(text: string, kind: string): string {
  const written = parseStrictEntityRef(text, { kind, namespace: 'default' });
  return written?.kind.toLocaleLowerCase('en-US') === kind
    ? text
    : toEntityName(text);
}

function mapType(document: DocumentPart): DataProductType {
  const text = document.text('type');
  const known =
    text && TYPES[text.toLocaleLowerCase('en-US').replace(/[-_ ]/g, '')];
  if (known) {
    return known;
  }
  document.release('type');
  // The standard names no type before v1.1.0. What reads something is not source-aligned.
  return document.parts('inputPorts').length > 0
    ? 'aggregate'
    : 'source-aligned';
}

function mapLifecycle(
  document: DocumentPart,
  apiVersion: string | undefined,
): DataProductLifecycle {
  // Required by the standard before v1.1.0.
  const text = document.text('status', {
    required: apiVersion === 'v0.9.0' || apiVersion === 'v1.0.0',
  });
  const known = LIFECYCLES.find(
    lifecycle => lifecycle === text?.toLocaleLowerCase('en-US'),
  );
  if (!known) {
    document.release('status');
  }
  return known ?? 'draft';
}

function mapDescription(document: DocumentPart): {
  purpose?: string;
  description?: string;
} {
  const part = document.part('description');
  const purpose = part?.text('purpose');
  const usage = part?.text('usage');
  const limitations = part?.text('limitations');
  const paragraphs = [
    purpose,
    usage && `Usage: ${usage}`,
    limitations && `Limitations: ${limitations}`,
  ].filter(paragraph => paragraph !== undefined);
  return { purpose, description: paragraphs.join('\n\n') || undefined };
}

function mapTags(document: DocumentPart): string[] {
  const tags = new Set<string>();
  for (const [index, text] of document.texts('tags').entries()) {
    const tag = text
      .trim()
      .toLocaleLowerCase('en-US')
      .replace(/[^a-z0-9:+#]+/g, '-')
      .replace(/^-+|-+$/g, '');
    if (tag.length <= 63 && TAG.test(tag)) {
      tags.add(tag);
    } else {
      document.release(`tags[${index}]`);
    }
  }
  return [...tags];
}

function mapLinks(document: DocumentPart): { url: string; title?: string }[] {
  const links = [];
  for (const part of document.parts('authoritativeDefinitions')) {
    const url = part.text('url');
    if (url && /^https?:\/\//i.test(url) && URL.canParse(url)) {
      links.push({ url, title: part.text('type') });
    } else {
      part.release('url');
    }
  }
  return links;
}

function mapContract(part: DocumentPart): { id: string } | undefined {
  const id = part.text('contractId');
  return id ? { id } : undefined;
}

function mapInputPorts(document: DocumentPart): DataProductInputPort[] {
  return document.parts('inputPorts').map(part => {
    const name = part.text('name', { required: true }) ?? 'unnamed';
    return {
      ...(PORT_NAME.test(name)
        ? { name }
        : { name: toEntityName(name), description: name }),
      version: part.text('version'),
      contract: mapContract(part),
    };
  });
}

/** Ports that others name alike, `port@major`, are one port to them: the highest version is it, the others are kept as unmapped. */
function mapOutputPorts(document: DocumentPart): DataProductOutputPort[] {
  const ports = new Map<
    string,
    { port: DataProductOutputPort; part: DocumentPart }
  >();
  for (const part of document.parts('outputPorts')) {
    const name = part.text('name', { required: true }) ?? 'unnamed';
    const port: DataProductOutputPort = {
      ...(PORT_NAME.test(name)
        ? { name }
        : { name: toEntityName(name), title: name.slice(0, MAX_TITLE) }),
      description: part.text('description'),
      type: part.text('type'),
      version: part.text('version'),
      contract: mapContract(part),
    };
    const id = portId(port);
    const other = ports.get(id);
    const isNewer =
      !other ||
      (port.version ?? '').localeCompare(other.port.version ?? '', 'en-US', {
        numeric: true,
      }) > 0;
    const dropped = isNewer ? other?.part : part;
    for (const key of [
      'name',
      'description',
      'type',
      'version',
      'contractId',
    ]) {
      dropped?.release(key);
    }
    if (isNewer) {
      ports.set(id, { port, part });
    }
  }
  return [...ports.values()].map(({ port }) => port);
}

function mapSupport(document: DocumentPart): DataProductSupport[] {
  return document.parts('support').map(part => {
    const channel = part.text('channel', { required: true }) ?? 'unnamed';
    const url = part.text('url');
    const isAddress = url !== undefined && SUPPORT_URL.test(url);
    if (!isAddress) {
      part.release('url');
    }
    return {
      channel,
      url: isAddress ? url : undefined,
      tool: part.text('tool'),
      description: part.text('description'),
    };
  });
}

/**
 * People are named by user name or mail address; of an address the part before the @ is taken, as the stock sign-in does. Who has
 * left is no member.
 */
function mapMembers(members: DocumentPart[]): DataProductTeamMember[] {
  const team: DataProductTeamMember[] = [];
  for (const part of members) {
    const username = part.text('username');
    const member = username?.replace(/^([^@\s]+)@[^@\s]+$/, '$1');
    const reference = parseStrictEntityRef(member, {
      kind: 'user',
      namespace: 'default',
    });
    const hasLeft = part.has('dateOut') || part.has('replacedByUsername');
    // Who was there from when to when is a staffing record; it stays in the document.
    for (const key of ['dateIn', 'dateOut', 'replacedByUsername']) {
      part.ignore(key);
    }
    if (!member || reference?.kind !== 'user' || hasLeft) {
      part.release('username');
      continue;
    }
    const role = part.text('role') ?? 'member';
    const isOwner = /^(data )?(product )?owner$/i.test(
      role.replace(/[-_]/g, ' '),
    );
    team.push({ member, role: isOwner ? 'product-owner' : toEntityName(role) });
  }
  return team;
}

/** The annotation for what has no place, cut so that it stays small beside the entity. */
function unmappedAnnotation(document: DocumentPart): string | undefined {
  const parts = document.unmapped();
  let text = JSON.stringify(parts);
  while (text.length > MAX_UNMAPPED) {
    const count = parts.length;
    parts.splice(Math.floor(count / 2), count, {
      path: '…',
      value: 'more is in the document',
    });
    text = JSON.stringify(parts);
  }
  return parts.length > 0 ? text : undefined;
}

function withoutEmpty<T extends object>(value: T): T {
  return Object.fromEntries(
    Object.entries(value)
      .filter(
        ([, item]) =>
          item !== undefined && !(Array.isArray(item) && item.length === 0),
      )
      .map(([key, item]) => [
        key,
        Array.isArray(item)
          ? item.map(entry =>
              typeof entry === 'object' ? withoutEmpty(entry) : entry,
            )
          : item,
      ]),
  ) as T;
}

function fail(problems: string[]): never {
  throw new InputError([...new Set(problems)].join('\n- '));
}

/**
 * Maps a Bitol ODPS document (v0.9.0, v1.0.0 or v1.1.0) to a data product. The table of what goes where is in `docs/odps.md`.
 *
 * @param value - the parsed document
 * @throws InputError that lists every problem with its place in the document
 */
export function mapOdpsDocument(value: unknown): DataProductEntityV1alpha1 {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return fail([
      'the document must be a mapping with apiVersion, kind and id',
    ]);
  }
  const document = DocumentPart.root(value as Record<string, unknown>);

  const kind = document.text('kind', { required: true });
  if (kind && kind !== 'DataProduct') {
    document.problem(
      'kind',
      `"${kind.slice(0, 60)}" is not accepted; use DataProduct`,
    );
  }
  const apiVersion = document.text('apiVersion', { required: true });
  if (apiVersion && !API_VERSIONS.includes(apiVersion)) {
    document.problem(
      'apiVersion',
      `"${apiVersion.slice(
        0,
        60,
      )}" is not accepted; use one of ${API_VERSIONS.join(', ')}`,
    );
    // Of another format nothing else can be judged.
    return fail(document.problems);
  }
  const id = document.text('id', { required: true });
  const title = document.text('name');
  const owner = document.isList('team')
    ? undefined
    : document.part('team')?.text('name');
  const members = document.isList('team')
    ? document.parts('team')
    : document.part('team')?.parts('members') ?? [];
  const domain = document.text('domain');
  const { purpose, description } = mapDescription(document);

  const spec = withoutEmpty<DataProductEntityV1alpha1['spec']>({
    type: mapType(document),
    lifecycle: mapLifecycle(document, apiVersion),
    owner: owner && toReference(owner, 'group'),
    domain: domain && toReference(domain, 'domain'),
    version: document.text('version'),
    purpose,
    team: mapMembers(members),
    outputPorts: mapOutputPorts(document),
    inputPorts: mapInputPorts(document),
    support: mapSupport(document),
  });
  const metadata = {
    name: toEntityName(title ?? id ?? ''),
    title,
    description,
    tags: mapTags(document),
    links: mapLinks(document),
  };
  if (document.problems.length > 0 || !id) {
    return fail(document.problems);
  }

  const unmapped = unmappedAnnotation(document);
  const entity: DataProductEntityV1alpha1 = {
    apiVersion: DATA_PRODUCT_API_VERSION,
    kind: DATA_PRODUCT_KIND,
    metadata: {
      ...withoutEmpty(metadata),
      annotations: {
        [ANNOTATION_ID]: id,
        ...(unmapped && { [ANNOTATION_ODPS_UNMAPPED]: unmapped }),
      },
    },
    spec,
  };
  // An entity that the catalog refused would be seen by nobody; the document is where it can be put right.
  const problems = dataProductProblems(entity);
  if (problems.length > 0) {
    return fail(
      problems.map(problem => `as ${problem.path}: ${problem.message}`),
    );
  }
  return entity;
}
