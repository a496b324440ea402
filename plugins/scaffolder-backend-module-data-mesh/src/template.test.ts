import {
  createMockDirectory,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import githubModule from '@backstage/plugin-scaffolder-backend-module-github';
import gitlabModule from '@backstage/plugin-scaffolder-backend-module-gitlab';
import fs from 'fs-extra';
import path from 'node:path';
import request from 'supertest';
import { parse, parseAllDocuments } from 'yaml';
import scaffolderModuleDataMesh from '.';
import {
  filledForm,
  odcsErrors,
  templateFolder,
} from './__testUtils__/shippedTemplate';

// A busy machine takes its time to load and start all this.
jest.setTimeout(60_000);

type DryRun = {
  status: number;
  files: Record<string, string>;
  log: string;
  body: { output?: Record<string, any>; errors?: unknown; error?: unknown };
};

describe('the template "New data product", run by the real scaffolder', () => {
  const folder = createMockDirectory();
  let dryRun: (values: object) => Promise<DryRun>;

  beforeAll(async () => {
    const { server } = await startTestBackend({
      features: [
        mockServices.rootConfig.factory({
          data: {
            dataMesh: { localRepositories: { path: folder.path } },
            integrations: {
              github: [{ host: 'github.com', token: 'x' }],
              gitlab: [{ host: 'gitlab.com', token: 'x' }],
            },
          },
        }),
        catalogServiceMock.factory({ entities: [] }),
        scaffolderPlugin,
        githubModule,
        gitlabModule,
        scaffolderModuleDataMesh,
      ],
    });

    const template = parse(
      await fs.readFile(path.join(templateFolder, 'template.yaml'), 'utf8'),
    );
    const directoryContents = await readFolder(templateFolder);
    dryRun = async values => {
      const response = await request(server)
        .post('/api/scaffolder/v2/dry-run')
        .send({ template, values, secrets: {}, directoryContents });
      const files = Object.fromEntries(
        (response.body.directoryContents ?? []).map(
          (file: { path: string; base64Content: string }) => [
            file.path,
            Buffer.from(file.base64Content, 'base64').toString('utf8'),
          ],
        ),
      );
      const log = (response.body.log ?? [])
        .map((entry: { body: { message: string } }) => entry.body.message)
        .join('\n');
      return { status: response.status, files, log, body: response.body };
    };
  });

  it('makes a repository whose entity says what the form said', async () => {
    const { status, files, body } = await dryRun(filledForm);

    expect(body.error).toBeUndefined();
    expect(status).toBe(200);
    expect(Object.keys(files).sort()).toEqual([
      '.github/workflows/data-product.yml',
      '.gitlab-ci.yml',
      'README.md',
      'catalog-info.yaml',
      'ci/send-change.sh',
      'contracts/stock-levels.odcs.yaml',
      'docs/index.md',
      'mkdocs.yml',
    ]);
    expect(parse(files['catalog-info.yaml'])).toEqual({
      apiVersion: 'meshproof.dev/v1alpha1',
      kind: 'DataProduct',
      metadata: {
        name: 'inventory',
        title: 'Inventory',
        description: 'Stock on hand per site and article',
        annotations: {
          'meshproof.dev/id': 'urn:data-product:inventory',
          'backstage.io/techdocs-ref': 'dir:.',
        },
      },
      spec: {
        type: 'source-aligned',
        lifecycle: 'active',
        owner: 'group:default/supply-chain',
        domain: 'domain:default/supply-chain',
        version: '1.0.0',
        purpose: 'Planners and replenishment read one trusted stock figure.',
        intendedFor: ['component:default/demand-forecast-ai'],
        team: [
          { member: 'user:default/ana', role: 'product-owner' },
          { member: 'user:default/ben', role: 'data-engineer' },
        ],
        outputPorts: [
          {
            name: 'stock-levels',
            type: 'table',
            version: '1.0.0',
            contract: './contracts/stock-levels.odcs.yaml',
          },
        ],
        support: [
          {
            channel: '#data-inventory',
            url: 'https://chat.example/inventory',
            respondsWithin: 'P2D',
          },
        ],
      },
    });
    expect(body.output?.links[0].entityRef).toBe(
      'dataproduct:default/inventory',
    );
    expect(await fs.readdir(folder.path)).toEqual([]);
  });

  it('writes a contract that conforms to ODCS v3.1.0', async () => {
    const { files } = await dryRun(filledForm);
    const contract = parse(files['contracts/stock-levels.odcs.yaml']);

    expect(contract).toMatchObject({
      apiVersion: 'v3.1.0',
      kind: 'DataContract',
      id: 'urn:data-contract:inventory:stock-levels',
      version: '1.0.0',
      status: 'active',
      domain: 'supply-chain',
      servers: [
        {
          server: 'production',
          type: 'snowflake',
          environment: 'prod',
          account: 'acme.eu',
          database: 'wh',
          schema: 'inventory',
        },
      ],
    });
    expect(await odcsErrors(contract)).toEqual([]);
  });

  it.each([
    [
      'postgres',
      { host: 'db.example', port: 5432, database: 'wh', schema: 's' },
    ],
    ['bigquery', { project: 'p', dataset: 'd' }],
    ['databricks', { host: 'h.example', catalog: 'c', schema: 's' }],
    [
      'redshift',
      { host: 'h.example', region: 'eu-west-1', database: 'd', schema: 's' },
    ],
    ['sqlserver', { host: 'h.example', database: 'd', schema: 's' }],
    ['kafka', { host: 'broker.example:9092' }],
    ['s3', { location: 's3://bucket/orders' }],
    ['api', { location: 'https://api.example/orders' }],
  ])('writes a conformant contract for %s', async (type, fields) => {
    const { files, status, body } = await dryRun({
      ...filledForm,
      server: { type, ...fields },
    });
    expect(body.errors).toBeUndefined();
    expect(status).toBe(200);
    const contract = parse(files['contracts/stock-levels.odcs.yaml']);
    expect(contract.servers[0]).toEqual({
      server: 'production',
      environment: 'prod',
      type,
      ...fields,
    });
    expect(await odcsErrors(contract)).toEqual([]);
  });

  it.each([
    ['quotes', `It's "quoted" and 'quoted'`],
    ['a mapping', 'x: y # not a comment'],
    ['a flow', '{a: [b]} , & * ! | > % @ `'],
    ['an anchor and tag', '&a !!js/function "x"'],
    ['an expression', '${{ secrets.MESHPROOF_TOKEN }} ${{ parameters }}'],
    ['a statement', '{% raw %}{{ values }}{% endraw %} {# x #}'],
    ['markup', '<script>alert(1)</script><img src=x onerror=alert(1)>'],
    ['backslashes', 'C:\\new\\table \\" \\u0041'],
    ['other scripts', 'Lagerbestände 在庫 \u2028 😀'],
    ['a document end', '... --- more text here'],
    ['a number', '1234567890123456789012'],
    ['a date', '2026-11-20 is a date in it'],
  ])('keeps text as text: %s', async (_name, nasty) => {
    const text = `${nasty} and enough words to be a sentence`;
    const { files, status, body } = await dryRun({
      ...filledForm,
      title: nasty,
      description: text,
      purpose: text,
      support: { ...filledForm.support, channel: nasty },
      columns: [{ ...filledForm.columns[0], description: text }],
    });
    expect(body.errors).toBeUndefined();
    expect(status).toBe(200);

    const documents = parseAllDocuments(files['catalog-info.yaml']);
    expect(documents).toHaveLength(1);
    const entity = parse(files['catalog-info.yaml']);
    expect(entity.metadata.title).toBe(nasty);
    expect(entity.metadata.description).toBe(text);
    expect(entity.spec.purpose).toBe(text);
    expect(entity.spec.support[0].channel).toBe(nasty);
    expect(Object.keys(entity)).toEqual([
      'apiVersion',
      'kind',
      'metadata',
      'spec',
    ]);

    const contract = parse(files['contracts/stock-levels.odcs.yaml']);
    expect(contract.name).toBe(nasty);
    expect(contract.schema[0].properties[0].description).toBe(text);
    expect(contract.support[0].channel).toBe(nasty);
    // Older tools read YAML 1.1, where more words mean something.
    expect(
      parse(files['contracts/stock-levels.odcs.yaml'], { version: '1.1' }).name,
    ).toBe(nasty);

    expect(parse(files['mkdocs.yml']).site_name).toBe(nasty);
    for (const page of ['README.md', 'docs/index.md']) {
      expect(files[page]).not.toMatch(/<script|<img/);
    }
    // The workflows run with the token, so no word of the form may get into them.
    const plain = await dryRun(filledForm);
    for (const file of [
      '.github/workflows/data-product.yml',
      '.gitlab-ci.yml',
      'ci/send-change.sh',
    ]) {
      expect(files[file]).toBe(plain.files[file]);
    }
  });

  it.each<[string, object, RegExp]>([
    ['a name with capitals', { name: 'Inventory' }, /name/],
    ['a name that climbs', { name: '../../etc' }, /name/],
    ['a purpose of two words', { purpose: 'for planners' }, /purpose/],
    ['a title of two lines', { title: 'Inventory\n# x' }, /title/],
    ['an unknown type', { type: 'view' }, /type/],
    ['no column', { columns: [] }, /columns/],
    [
      'a column with a space in its name',
      { columns: [{ ...filledForm.columns[0], name: 'a b' }] },
      /name/,
    ],
    [
      'a column without a description',
      { columns: [{ ...filledForm.columns[0], description: '' }] },
      /description/,
    ],
    ['nobody to read it', { intendedFor: [] }, /intendedFor/],
    ['a version that is none', { portVersion: '1' }, /portVersion/],
    ['a server without its address', { server: { type: 'kafka' } }, /server/],
    ['a promise of no time', { latencyHours: 0 }, /latencyHours/],
    [
      'an address that is a script',
      {
        support: {
          ...filledForm.support,
          url: ['javascript', 'alert(1)'].join(':'),
        },
      },
      /url/,
    ],
  ])('refuses %s', async (_name, change, field) => {
    const { status, body } = await dryRun({ ...filledForm, ...change });
    expect(status).toBe(400);
    expect(JSON.stringify(body.errors)).toMatch(field);
  });

  it.each([
    {
      publishTo: 'github',
      githubRepository: 'github.com?owner=acme&repo=inventory',
      // What is left when the other choice was looked at first.
      gitlabRepository: 'gitlab.com?',
      repository: 'https://github.com/acme/inventory',
      workflow: '.github/workflows/data-product.yml',
      other: '.gitlab-ci.yml',
    },
    {
      publishTo: 'gitlab',
      githubRepository: 'github.com?',
      gitlabRepository: 'gitlab.com?owner=acme%2Fdata&repo=inventory',
      repository: 'https://gitlab.com/acme/data/inventory',
      workflow: '.gitlab-ci.yml',
      other: '.github/workflows/data-product.yml',
    },
  ])(
    'publishes to $publishTo with its workflow only, and names the repository',
    async ({ repository, workflow, other, ...choice }) => {
      const { files, log, body } = await dryRun({
        ...filledForm,
        ...choice,
        jobNamespace: 'airflow-prod',
        jobName: 'stock_hourly',
      });
      expect(body.error).toBeUndefined();
      expect(Object.keys(files)).toContain(workflow);
      expect(Object.keys(files)).not.toContain(other);
      expect(parse(files['catalog-info.yaml']).spec.pipelines).toEqual([
        {
          name: 'stock_hourly',
          job: { namespace: 'airflow-prod', name: 'stock_hourly' },
          repository,
        },
      ]);
      expect(log).toContain(
        `Running publish:${choice.publishTo} in dry-run mode`,
      );
      expect(log).toContain('Running catalog:register in dry-run mode');
      expect(log).not.toContain('would publish');
    },
  );

  it('publishes to the folder after the other choices were looked at', async () => {
    const { files, body } = await dryRun({
      ...filledForm,
      githubRepository: 'github.com?',
      gitlabRepository: 'gitlab.com?',
    });
    expect(body.error).toBeUndefined();
    expect(parse(files['catalog-info.yaml']).spec.pipelines).toBeUndefined();
  });

  it('says what it would publish and leaves the folder alone', async () => {
    const { log } = await dryRun(filledForm);
    expect(log).toContain('would publish dataproduct:default/inventory');
    expect(await fs.readdir(folder.path)).toEqual([]);
  });
});

async function readFolder(folder: string) {
  const entries = await fs.readdir(folder, {
    recursive: true,
    withFileTypes: true,
  });
  return Promise.all(
    entries
      .filter(entry => entry.isFile())
      .map(async entry => {
        const file = path.join(entry.parentPath, entry.name);
        const content = await fs.readFile(file);
        return {
          path: path.relative(folder, file),
          base64Content: content.toString('base64'),
        };
      }),
  );
}
