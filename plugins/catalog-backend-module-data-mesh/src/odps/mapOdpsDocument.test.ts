import {
  ANNOTATION_ID,
  ANNOTATION_ODPS_UNMAPPED,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { mapOdpsDocument } from './mapOdpsDocument';
import { parseOdpsDocument } from './parseOdpsDocument';

const EXAMPLES = path.resolve(
  __dirname,
  '../../../../../shared/standards/odps/examples',
);

// eslint-disable-next-line no-script-url -- an address that must be refused
const SCRIPT_URL = 'javascript:alert(1)';

const LEAST = {
  apiVersion: 'v1.1.0',
  kind: 'DataProduct',
  id: 'urn:acme:stock',
};

function map(fields: object) {
  const entity = mapOdpsDocument({ ...LEAST, ...fields });
  const unmapped: { path: string; value: string }[] = JSON.parse(
    entity.metadata.annotations?.[ANNOTATION_ODPS_UNMAPPED] ?? '[]',
  );
  return { entity, unmapped };
}

function problemsOf(value: unknown): string[] {
  try {
    mapOdpsDocument(value);
    return [];
  } catch (error) {
    expect((error as Error).name).toBe('InputError');
    return (error as Error).message.split('\n- ');
  }
}

describe('mapOdpsDocument', () => {
  it('maps every field that has a place and keeps the others', () => {
    const { entity, unmapped } = map({
      name: 'Stock on Hand',
      version: '2.1.0',
      status: 'Active',
      type: 'sourceAligned',
      domain: 'Supply Chain',
      tenant: 'Acme',
      description: {
        purpose: 'One stock figure.',
        usage: 'Join by site.',
        limitations: 'No history.',
        customProperties: [{ property: 'a', value: 1 }],
      },
      tags: ['Finance', 'PII data', '!!'],
      authoritativeDefinitions: [
        { type: 'tutorial', url: 'https://docs.example/stock' },
        { type: 'bad', url: SCRIPT_URL },
      ],
      inputPorts: [
        { name: 'movements', version: '1.0.0', contractId: 'm-1', tags: ['x'] },
        { name: 'movements', version: '2.0.0', contractId: 'm-2' },
      ],
      outputPorts: [
        {
          name: 'Stock Levels',
          description: 'Per site',
          type: 'tables',
          version: '1.0.0',
          contractId: 'c-1',
          sbom: [{ url: 'https://sbom.example' }],
        },
        { name: 'Stock Levels', version: '2.0.0', contractId: 'c-2' },
      ],
      managementPorts: [{ name: 'health', content: 'observability' }],
      support: [
        {
          channel: '#stock',
          url: 'https://chat.example/stock',
          tool: 'slack',
          description: 'Questions',
          scope: 'interactive',
        },
        { channel: 'Desk', url: 'The desk URL' },
      ],
      team: {
        name: 'Stock Team',
        description: 'All of us',
        members: [
          {
            username: 'ana@example.org',
            name: 'Ana',
            role: 'Owner',
            dateIn: '2023-01-15',
          },
          { username: 'user:eu/ben', role: 'Data Steward' },
          { username: 'cleo', dateOut: '2024-01-01' },
          { username: 'not a name' },
        ],
      },
      productCreatedTs: '2023-01-15T10:30:00Z',
    });

    expect(entity).toEqual({
      apiVersion: 'meshproof.dev/v1alpha1',
      kind: 'DataProduct',
      metadata: {
        name: 'stock-on-hand',
        title: 'Stock on Hand',
        description:
          'One stock figure.\n\nUsage: Join by site.\n\nLimitations: No history.',
        tags: ['finance', 'pii-data'],
        links: [{ url: 'https://docs.example/stock', title: 'tutorial' }],
        annotations: {
          [ANNOTATION_ID]: 'urn:acme:stock',
          [ANNOTATION_ODPS_UNMAPPED]: expect.any(String),
        },
      },
      spec: {
        type: 'source-aligned',
        lifecycle: 'active',
        owner: 'stock-team',
        domain: 'supply-chain',
        version: '2.1.0',
        purpose: 'One stock figure.',
        team: [
          { member: 'ana', role: 'product-owner' },
          { member: 'user:eu/ben', role: 'data-steward' },
        ],
        outputPorts: [
          {
            name: 'stock-levels',
            title: 'Stock Levels',
            description: 'Per site',
            type: 'tables',
            version: '1.0.0',
            contract: { id: 'c-1' },
          },
          {
            name: 'stock-levels',
            title: 'Stock Levels',
            version: '2.0.0',
            contract: { id: 'c-2' },
          },
        ],
        inputPorts: [
          { name: 'movements', version: '1.0.0', contract: { id: 'm-1' } },
          { name: 'movements', version: '2.0.0', contract: { id: 'm-2' } },
        ],
        support: [
          {
            channel: '#stock',
            url: 'https://chat.example/stock',
            tool: 'slack',
            description: 'Questions',
          },
          { channel: 'Desk' },
        ],
      },
    });
    expect(unmapped).toEqual([
      { path: 'tenant', value: 'Acme' },
      {
        path: 'description.customProperties',
        value: '[{"property":"a","value":1}]',
      },
      { path: 'tags[2]', value: '!!' },
      {
        path: 'authoritativeDefinitions[1]',
        value: '{"type":"bad","url":"javascript:alert(1)"}',
      },
      { path: 'inputPorts[0].tags', value: '["x"]' },
      {
        path: 'outputPorts[0].sbom',
        value: '[{"url":"https://sbom.example"}]',
      },
      {
        path: 'managementPorts',
        value: '[{"name":"health","content":"observability"}]',
      },
      { path: 'support[0].scope', value: 'interactive' },
      { path: 'support[1].url', value: 'The desk URL' },
      { path: 'team.description', value: 'All of us' },
      { path: 'team.members[0].name', value: 'Ana' },
      { path: 'team.members[2].username', value: 'cleo' },
      { path: 'team.members[3].username', value: 'not a name' },
      { path: 'productCreatedTs', value: '2023-01-15T10:30:00Z' },
    ]);
  });

  it('makes a product of the least there can be, and claims nothing for it', () => {
    const { entity } = map({});
    expect(entity.metadata.name).toBe('urn-acme-stock');
    expect(entity.spec).toEqual({ type: 'source-aligned', lifecycle: 'draft' });
  });

  it.each([
    ['sourceAligned', 'source-aligned'],
    ['aggregate', 'aggregate'],
    ['consumer-aligned', 'consumer-aligned'],
  ])('reads type %s', (type, expected) => {
    expect(map({ type }).entity.spec.type).toBe(expected);
  });

  it('takes what reads something for an aggregate where no type is given', () => {
    const inputPorts = [{ name: 'a', version: '1', contractId: 'x' }];
    expect(map({ inputPorts }).entity.spec.type).toBe('aggregate');
  });

  it('keeps a type and a status that it does not know', () => {
    const { entity, unmapped } = map({ type: 'golden', status: 'in review' });
    expect(entity.spec).toEqual({ type: 'source-aligned', lifecycle: 'draft' });
    expect(unmapped).toEqual([
      { path: 'type', value: 'golden' },
      { path: 'status', value: 'in review' },
    ]);
  });

  it('keeps references as written where they can be references', () => {
    const { entity } = map({
      domain: 'domain:eu/supply',
      team: { name: 'group:eu/stock' },
    });
    expect(entity.spec).toMatchObject({
      domain: 'domain:eu/supply',
      owner: 'group:eu/stock',
    });
  });

  it('reads a team that is a list of members, as v0.9.0 has it', () => {
    const { entity } = map({
      apiVersion: 'v0.9.0',
      status: 'draft',
      team: [{ username: 'ana', role: 'product owner' }],
    });
    expect(entity.spec.team).toEqual([
      { member: 'ana', role: 'product-owner' },
    ]);
  });

  it('takes the highest of the versions that others cannot tell apart', () => {
    const { entity, unmapped } = map({
      outputPorts: [
        { name: 'stock', version: '1.9.0' },
        { name: 'stock', version: '1.10.0' },
        { name: 'stock', version: '1.2.0' },
      ],
    });
    expect(entity.spec.outputPorts).toEqual([
      { name: 'stock', version: '1.10.0' },
    ]);
    expect(unmapped.map(part => part.path)).toEqual([
      'outputPorts[0]',
      'outputPorts[2]',
    ]);
  });

  it.each([
    ['Clinical Trial Performance', 'clinical-trial-performance'],
    ['Größe & Umsatz', 'gro-e-umsatz'],
    ['x'.repeat(80), expect.stringMatching(/^x{54}-[0-9a-f]{8}$/)],
    ['在庫', expect.stringMatching(/^odps-[0-9a-f]{8}$/)],
  ])('names the entity of %s', (name, expected) => {
    expect(map({ name }).entity.metadata.name).toEqual(expected);
  });

  it('keeps what has no place within bounds', () => {
    const { entity, unmapped } = map({
      customProperties: 'x'.repeat(4_000_000),
      ...Object.fromEntries(
        Array.from({ length: 5_000 }, (_, i) => [`extra${i}`, 'y'.repeat(400)]),
      ),
    });
    const text = entity.metadata.annotations?.[ANNOTATION_ODPS_UNMAPPED] ?? '';
    expect(text.length).toBeLessThanOrEqual(16_000);
    expect(unmapped[0].value).toHaveLength(501);
    expect(unmapped[unmapped.length - 1].path).toBe('…');
  });

  it('is not led in a circle by an alias', () => {
    const value = parseOdpsDocument(
      'apiVersion: v1.1.0\nkind: DataProduct\nid: x\ncustomProperties: &a [*a, {b: *a}]\n',
    );
    const annotation =
      mapOdpsDocument(value).metadata.annotations?.[ANNOTATION_ODPS_UNMAPPED];
    expect(annotation).toMatch(/customProperties/);
    expect(annotation?.length).toBeLessThan(2_000);
  });

  it.each<[string, unknown, string[]]>([
    [
      'no mapping',
      'text',
      ['the document must be a mapping with apiVersion, kind and id'],
    ],
    [
      'a list',
      [LEAST],
      ['the document must be a mapping with apiVersion, kind and id'],
    ],
    [
      'nothing',
      null,
      ['the document must be a mapping with apiVersion, kind and id'],
    ],
    [
      'an empty mapping',
      {},
      ['kind: is missing', 'apiVersion: is missing', 'id: is missing'],
    ],
    [
      'another version',
      { ...LEAST, apiVersion: 'v4.0.0' },
      [
        'apiVersion: "v4.0.0" is not accepted; use one of v0.9.0, v1.0.0, v1.1.0',
      ],
    ],
    [
      'a contract',
      { ...LEAST, kind: 'DataContract' },
      ['kind: "DataContract" is not accepted; use DataProduct'],
    ],
    [
      'a status missing where the standard asks for it',
      { ...LEAST, apiVersion: 'v1.0.0' },
      ['status: is missing'],
    ],
    [
      'wrong types',
      {
        ...LEAST,
        version: 1.1,
        description: 'text',
        tags: 'finance',
        outputPorts: { name: 'x' },
        inputPorts: ['x', { version: true }],
        team: { members: 'ana' },
      },
      [
        'description: must be a mapping, found the string text',
        'inputPorts[0]: must be a mapping, found the string x',
        'version: must be text, found the number 1.1; put it in quotes',
        'team.members: must be a list, found the string ana',
        'outputPorts: must be a list, found an object',
        'inputPorts[1].name: is missing',
        'inputPorts[1].version: must be text, found the boolean true; put it in quotes',
        'tags: must be a list, found the string finance',
      ],
    ],
    [
      'HTML',
      { ...LEAST, description: { purpose: '<script>x</script>' } },
      [
        'as spec.purpose: "<script>x</script>" is not accepted; write plain text without HTML',
      ],
    ],
    [
      'a description of 5 MB',
      { ...LEAST, description: { purpose: 'x'.repeat(5_000_000) } },
      [
        'as metadata.description: is 5000000 characters long; at most 10000 are accepted',
        'as spec.purpose: is 5000000 characters long; at most 2000 are accepted',
      ],
    ],
  ])('says everything that is wrong with %s', (_title, value, expected) => {
    expect(problemsOf(value).sort()).toEqual(expected.sort());
  });

  it('reads the published examples', () => {
    if (!existsSync(EXAMPLES)) {
      console.log(`Skipped: no ODPS examples at ${EXAMPLES}`);
      return;
    }
    const read = (file: string) =>
      mapOdpsDocument(
        parseOdpsDocument(readFileSync(path.join(EXAMPLES, file), 'utf8')),
      );
    const customer = read('customer-data-product.odps.yaml');
    expect(customer.metadata.annotations?.[ANNOTATION_ID]).toBe(
      'fbe8d147-28db-4f1d-bedf-a3fe9f458427',
    );
    expect(customer.spec).toMatchObject({
      lifecycle: 'draft',
      owner: 'data-team',
      domain: 'seller',
      type: 'aggregate',
    });
    expect(
      customer.spec.outputPorts?.map(port => `${port.name} ${port.version}`),
    ).toEqual([
      'rawtransactions 1.0.0',
      'rawtransactions 2.0.0',
      'consolidatedtransactions 1.0.0',
      'fulltransactionswithreturns 0.3.0',
    ]);
    expect(customer.spec.team).toEqual([
      { member: 'john.doe', role: 'product-owner' },
      { member: 'jane.smith', role: 'data-steward' },
    ]);
    expect(read('portal-data-product.odps.yaml').spec.version).toBe('latest');
    expect(read('simple-data-product.odps.yaml').spec.owner).toBeUndefined();
  });
});
