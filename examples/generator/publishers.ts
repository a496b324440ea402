/** Who sends the demo company's evidence. The portal's configuration knows the same ids; see docs/demo.md. */
export type PublisherId =
  | 'airflow-lineage'
  | 'dbt-prod'
  | 'warehouse-usage'
  | 'source-host'
  | 'event-hub'
  | 'access-probe'
  | 'pager'
  | 'returns-desk';

export const PUBLISHERS: readonly PublisherId[] = [
  'airflow-lineage',
  'dbt-prod',
  'warehouse-usage',
  'source-host',
  'event-hub',
  'access-probe',
  'pager',
  'returns-desk',
];

/** The warehouse that is in production, and the one that tests run on. */
export const WAREHOUSE = 'snowflake://fernhold.eu';
export const CI_WAREHOUSE = 'snowflake://fernhold-ci.eu';

/** The variable that holds a publisher's token. */
export function tokenVariable(publisher: PublisherId): string {
  return `MESHPROOF_DEMO_TOKEN_${publisher.toUpperCase().replace(/-/g, '_')}`;
}

/** The token of a publisher. The default is no secret: it opens a portal of invented data only. */
export function tokenOf(publisher: PublisherId): string {
  return process.env[tokenVariable(publisher)] ?? `demo-${publisher}-token`;
}
