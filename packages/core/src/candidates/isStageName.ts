import { GraphDataSet } from './types';

const PREFIX =
  /^_*(stg|staging|int|intermediate|base|tmp|temp|prep|wrk|work|landing)_/i;
const SUFFIX = /_(stg|staging|tmp|temp|intermediate)$/i;
const FOLDER = /^(staging|stg|intermediate|int|base|tmp|temp|landing|prep)$/i;

/** Whether the last part of the name, its schema or its folder calls a data set a step on the way. @internal */
export function isStageName(
  dataSet: Pick<GraphDataSet, 'name' | 'stage'>,
): boolean {
  const parts = dataSet.name.split(/[./]/);
  const last = parts[parts.length - 1];
  return (
    PREFIX.test(last) ||
    SUFFIX.test(last) ||
    [dataSet.stage, parts[parts.length - 2]].some(
      folder => folder !== undefined && FOLDER.test(folder),
    )
  );
}
