import { ConfigReader } from '@backstage/config';
import { JsonValue } from '@backstage/types';
import { readSloRetention } from './readSloRetention';

const DAY = 24 * 3_600_000;

function read(retention?: JsonValue) {
  return readSloRetention(
    new ConfigReader({
      dataMesh: { slo: retention === undefined ? {} : { retention } },
    }),
  );
}

describe('readSloRetention', () => {
  it.each<[string, JsonValue | undefined, number]>([
    ['three years unless set', undefined, 1098],
    ['an object', { days: 730 }, 730],
    ['a text', 'P1500D', 1500],
    ['the shortest', { days: 366 }, 366],
  ])('takes %s', (_, value, days) => {
    expect(read(value)).toBe(days * DAY);
  });

  it('refuses less than a window may be long, with the field and what it accepts', () => {
    expect(() => read({ days: 90 })).toThrow(
      'dataMesh.slo.retention is 90 days; a promise may be judged over a year, so that it has to be 366 days or more',
    );
  });
});
