import Ajv2019, { ValidateFunction } from 'ajv/dist/2019';
import fs from 'fs-extra';
import path from 'node:path';

const repositoryRoot = path.resolve(__dirname, '../../../..');

/** The template as it ships. */
export const templateFolder = path.resolve(
  __dirname,
  '../../templates/data-product',
);

let validator: Promise<ValidateFunction | undefined> | undefined;

/**
 * What the official schema of ODCS v3.1.0 has against a document; nothing where the machine has no copy of it beside the
 * repository, and then a line is printed.
 */
export async function odcsErrors(document: unknown): Promise<unknown[]> {
  validator ??= loadValidator();
  const validate = await validator;
  validate?.(document);
  return validate?.errors ?? [];
}

async function loadValidator(): Promise<ValidateFunction | undefined> {
  const file = path.resolve(
    repositoryRoot,
    '../shared/standards/odcs/schema/odcs-json-schema-v3.1.0.json',
  );
  if (!(await fs.pathExists(file))) {
    process.stdout.write(
      `Not checked against the official ODCS schema: ${path.basename(
        file,
      )} is not beside the repository\n`,
    );
    return undefined;
  }
  const ajv = new Ajv2019({ strict: false, validateFormats: false });
  return ajv.compile(await fs.readJson(file));
}

/** What a person would fill in, all pages. */
export const filledForm = {
  name: 'inventory',
  title: 'Inventory',
  description: 'Stock on hand per site and article',
  purpose: 'Planners and replenishment read one trusted stock figure.',
  domain: 'domain:default/supply-chain',
  owner: 'group:default/supply-chain',
  type: 'source-aligned',
  lifecycle: 'active',
  portName: 'stock-levels',
  portType: 'table',
  portVersion: '1.0.0',
  server: {
    type: 'snowflake',
    account: 'acme.eu',
    database: 'wh',
    schema: 'inventory',
  },
  object: 'stock_levels',
  columns: [
    {
      name: 'site',
      logicalType: 'string',
      description: 'Code of the site',
      key: true,
    },
    {
      name: 'article',
      logicalType: 'string',
      description: 'Number of the article',
      key: true,
    },
    {
      name: 'quantity',
      logicalType: 'number',
      description: 'Pieces on hand',
      required: true,
      critical: true,
    },
  ],
  frequency: 'hourly',
  latencyHours: 1,
  target: 95,
  unique: true,
  complete: true,
  notEmpty: true,
  classification: 'internal',
  intendedFor: ['component:default/demand-forecast-ai'],
  productOwner: 'user:default/ana',
  dataEngineers: ['user:default/ben'],
  support: {
    channel: '#data-inventory',
    url: 'https://chat.example/inventory',
    respondsWithin: 'P2D',
  },
  publishTo: 'local',
};
