import { ConfigReader } from '@backstage/config';
import { JsonObject, JsonValue } from '@backstage/types';
import { readRetention } from './readRetention';

const DAY = 24 * 3_600_000;

function read(retention?: JsonValue, byKind: JsonObject = {}) {
  return readRetention(
    new ConfigReader({
      dataMesh: {
        evidence: retention === undefined ? {} : { retention },
        retention: byKind,
      },
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
    expect(new Set(Object.values(read(value)))).toEqual(new Set([days * DAY]));
  });

  it('refuses less than an evaluation reads, with the field and what it accepts', () => {
    expect(() => read({ days: 90 })).toThrow(
      'dataMesh.evidence.retention is 90 days; an evaluation reads a year, so that it has to be 366 days or more',
    );
  });

  it('takes a time for a kind, and the common one for the others', () => {
    const kept = read('P500D', { usage: { days: 366 }, change: 'P800D' });
    expect(kept).toMatchObject({
      usage: 366 * DAY,
      change: 800 * DAY,
      run: 500 * DAY,
    });
  });

  it('refuses less than an evaluation reads of a kind, too', () => {
    expect(() => read(undefined, { run: { days: 120 } })).toThrow(
      'dataMesh.retention.run is 120 days; an evaluation reads a year, so that it has to be 366 days or more',
    );
  });
});
