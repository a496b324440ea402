import { FactValue } from '@meshproof/backstage-plugin-data-mesh-common';

function written(value: FactValue, percent: boolean): string {
  if (typeof value === 'boolean') {
    return value ? 'yes' : 'no';
  }
  if (typeof value === 'string') {
    return value;
  }
  return percent
    ? `${Math.round(value * 1000) / 10} %`
    : `${Math.round(value * 10) / 10}`;
}

/**
 * Fills a sentence of a check: `{fact}` is the value, `{fact%}` the value as a share in percent, `{fact?day:days}` the first word
 * where the value reads as 1, the second where it does not. @internal
 */
export function sentence(
  template: string,
  values: Record<string, FactValue>,
): string {
  return template.replace(
    /\{(\w+)(?:(%)|\?([^:{}]*):([^{}]*))?\}/g,
    (whole, name, percent, one, many) => {
      const value = values[name];
      if (value === undefined) {
        return whole;
      }
      const text = written(value, percent !== undefined);
      if (one === undefined) {
        return text;
      }
      return text === '1' ? one : many;
    },
  );
}
