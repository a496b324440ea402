import { datasetKey } from './datasetKey';
import { DatasetId } from './types';

function partsOf(dataset: DatasetId): { table: string; schema?: string } {
  const name = datasetKey(dataset).split('|').slice(1).join('|');
  const parts = name
    .split(name.includes('/') ? '/' : '.')
    .map(part => part.trim())
    .filter(part => part !== '');
  return {
    table: parts[parts.length - 1] ?? '',
    schema: parts[parts.length - 2],
  };
}

/**
 * Whether two different data sets are nearly the same: the same table, and the same schema where both name one, on whatever
 * server. A near match proves nothing; it tells that an address is probably spelled in two ways. Whether it is the only such
 * data set is for the caller, who knows the others.
 *
 * @see docs/rubric.md, "near unmatched"
 * @public
 */
export function nearMatch(a: DatasetId, b: DatasetId): boolean {
  if (datasetKey(a) === datasetKey(b)) {
    return false;
  }
  const one = partsOf(a);
  const other = partsOf(b);
  return (
    one.table !== '' &&
    one.table === other.table &&
    (one.schema === undefined ||
      other.schema === undefined ||
      one.schema === other.schema)
  );
}
