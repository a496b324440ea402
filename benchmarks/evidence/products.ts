import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { datasetName } from './records.ts';

/** Writes products that serve the first of the data sets, with their contracts, and returns the file for the catalog. */
export function writeProducts(folder: string, count: number): string {
  mkdirSync(folder, { recursive: true });
  const entities: object[] = [];
  for (let index = 0; index < count; index++) {
    const [database, schema, table] = datasetName(index).split('.');
    const contract = `${table}.odcs.yaml`;
    // JSON is YAML.
    writeFileSync(
      join(folder, contract),
      JSON.stringify({
        apiVersion: 'v3.1.0',
        kind: 'DataContract',
        id: `urn:acme:${table}`,
        version: '1.0.0',
        status: 'active',
        servers: [
          {
            server: 'production',
            type: 'snowflake',
            environment: 'prod',
            account: 'acme.eu',
            database,
            schema,
          },
        ],
        schema: [
          {
            name: table,
            physicalName: table,
            properties: Array.from({ length: 12 }, (_, column) => ({
              name: `column_${column}`,
              logicalType: 'string',
              required: true,
              quality: [
                {
                  id: `${table}-${column}`,
                  type: 'library',
                  metric: 'nullValues',
                  mustBe: 0,
                },
              ],
            })),
          },
        ],
        slaProperties: [{ property: 'frequency', value: 1, unit: 'h' }],
      }),
    );
    entities.push({
      apiVersion: 'meshproof.dev/v1alpha1',
      kind: 'DataProduct',
      metadata: { name: table.replace('_', '-') },
      spec: {
        type: 'source-aligned',
        lifecycle: 'active',
        owner: `group:default/team-${index % 50}`,
        outputPorts: [
          {
            name: 'main',
            type: 'table',
            version: '1.0.0',
            contract: `./${contract}`,
          },
        ],
        pipelines: [
          {
            name: 'build',
            job: { namespace: 'airflow-prod', name: `build_${table}` },
            repository: `https://git.acme.example/data/table-${index}`,
          },
        ],
      },
    });
  }
  const file = join(folder, 'products.yaml');
  writeFileSync(
    file,
    entities.map(entity => JSON.stringify(entity)).join('\n---\n'),
  );
  return file;
}
