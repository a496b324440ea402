/** Steps from the root of a document to a value in it. @internal */
export type ContractPath = readonly (string | number)[];

/** `schema[0].properties[2].logicalType`: the way a path is written for people. @internal */
export function formatPath(path: ContractPath): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') {
      text += `[${step}]`;
    } else if (/^[\w$-]+$/.test(step)) {
      text += text === '' ? step : `.${step}`;
    } else {
      text += `[${JSON.stringify(step.slice(0, 80))}]`;
    }
  }
  return text;
}
