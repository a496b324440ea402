import { ConfigReader } from '@backstage/config';
import { JsonValue } from '@backstage/types';
import { readRetention } from './readRetention';

const DAY = 24 * 3_600_000;

function read(retention?: JsonValue) {
  return readRetention(
    new ConfigReader({
      dataMesh: { evidence: retention === undefined ? {} : { retention } },
    }),
  );
}

describe('readRetention', () => {
  it.each<[string, JsonValue | undefined, number]>([
    ['a little more than a year unless set', undefined, 400],
    ['an object', { days: 730 }, 730],
    ['a text', 'P500D', 500],
    ['the shortest', { days: 366 }, 366],
  ])('takes %s', (_, value, days) => {
    expect(read(value)).toBe(days * DAY);
  });

  it('refuses less than an evaluation reads, with the field and what it accepts', () => {
    expect(() => read({ days: 90 })).toThrow(
      'dataMesh.evidence.retention is 90 days; an evaluation reads a year, so that it has to be 366 days or more',
    );
  });
});
