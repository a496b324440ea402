const SERVER = /^[a-z][a-z0-9+.-]*(:\/\/\S+)?$/i;

/** Whether a text can be the namespace of a server as OpenLineage names data sets: `snowflake://acme.eu`, or `bigquery` alone. */
export function isServerAddress(text: string): boolean {
  return SERVER.test(text);
}
