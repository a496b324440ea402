import { DatasetId } from './types';
import { withoutSlashes } from './withoutSlashes';

/**
 * One spelling for the names that tools write differently: lower case, no quotes, no trailing slash. Two data sets with the
 * same key are the same data set. @public
 */
export function datasetKey(dataset: DatasetId): string {
  const namespace = withoutSlashes(dataset.namespace.trim().toLowerCase());
  const name = dataset.name
    .trim()
    .toLowerCase()
    .replace(/["'`[\]]/g, '');
  return `${namespace}|${name}`;
}

/** The data set of a key, in the spelling of the key. @public */
export function datasetFromKey(key: string): DatasetId {
  const bar = key.indexOf('|');
  return { namespace: key.slice(0, bar), name: key.slice(bar + 1) };
}
