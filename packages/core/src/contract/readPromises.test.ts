import { readContract } from './readContract';

const HEAD = [
  'apiVersion: v3.1.0',
  'kind: DataContract',
  'id: stock-levels',
  'version: 1.2.0',
  'status: active',
].join('\n');

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

function read(...lines: string[]) {
  return readContract([HEAD, ...lines].join('\n'));
}

/** A property of an SLA per argument, each as flow YAML. */
function slas(...items: string[]) {
  return read('slaProperties:', ...items.map(item => `  - { ${item} }`));
}

describe('promises of a contract', () => {
  describe('timeliness', () => {
    it('is not promised by what promises something else', () => {
      const reading = slas('property: availability, value: 99.9, unit: "%"');
      expect(reading.timeliness).toBeUndefined();
    });

    it.each<[string[], object]>([
      [['property: latency, value: 4, unit: h'], { latency: 4 * HOUR }],
      [['property: Latency, value: 2, unit: days'], { latency: 2 * DAY }],
      [['property: latency, value: 500ms'], { latency: 500 }],
      [['property: freshness, value: PT90M'], { latency: 1.5 * HOUR }],
      [['property: frequency, value: 1, unit: w'], { frequency: 7 * DAY }],
      [['property: frequency, value: 1, unit: mo'], { frequency: 31 * DAY }],
      [['property: frequency, value: 1, unit: q'], { frequency: 92 * DAY }],
      [['property: frequency, value: 1, unit: y'], { frequency: 366 * DAY }],
      [['property: frequency, value: P1M'], { frequency: 31 * DAY }],
      [['property: frequency, value: daily'], { frequency: DAY }],
      [
        ['property: frequency, value: 30, unit: minutes'],
        { frequency: HOUR / 2 },
      ],
      [
        ['property: latency, value: 2, unit: business days'],
        { latency: 2 * DAY, businessDays: true },
      ],
      [
        [
          'property: latency, value: 4, unit: h',
          'property: latency, value: 1, unit: d',
        ],
        { latency: 4 * HOUR },
      ],
      [
        ['property: latency, value: 1, unit: h, schedule: "0 6 * * *"'],
        { frequency: DAY, offset: 6 * HOUR, latency: HOUR },
      ],
      [
        ['property: latency, value: 1, unit: h, schedule: "0 6 * * 1-5"'],
        { frequency: DAY, businessDays: true },
      ],
      [
        [
          'property: frequency, value: 1, unit: d',
          'property: schedule, value: "*/15 * * * *"',
        ],
        { frequency: HOUR / 4 },
      ],
      [
        ['property: latency, value: 4, unit: h, valueExt: "99%"'],
        { target: 0.99, targetStated: true },
      ],
      [
        ['property: frequency, value: 1, valueExt: 1, unit: d'],
        { target: 0.95, targetStated: false },
      ],
      [
        [
          'property: latency, value: 4, unit: h',
          'property: timelinessTarget, value: 90, unit: "%"',
        ],
        { target: 0.9, targetStated: true },
      ],
      [
        [
          'property: latency, value: 4, unit: h',
          'property: calendar, value: business days',
        ],
        { businessDays: true },
      ],
    ])('%j', (items, expected) => {
      const reading = slas(...items);
      expect(reading.problems).toEqual([]);
      expect(reading.timeliness).toMatchObject(expected);
      expect(reading.promises[0]).toBe(reading.timeliness!.sentence);
    });

    it.each([
      ['property: latency, value: 4, unit: fortnights', 'unit', 6 + 1],
      ['property: latency, value: soon', 'value', 6 + 1],
      ['property: latency, value: -1, unit: h', 'unit', 6 + 1],
      ['property: latency, value: 4', 'value', 6 + 1],
      ['property: schedule, value: whenever', 'value', 6 + 1],
    ])('does not guess at %s', (item, field, line) => {
      const reading = slas(item);
      expect(reading.timeliness).toBeUndefined();
      expect(reading.conformant).toBe(true);
      expect(reading.problems).toMatchObject([
        { severity: 'warning', path: `slaProperties[0].${field}`, line },
      ]);
    });

    it('says a whole promise in one sentence', () => {
      expect(
        slas(
          'property: latency, value: 4, unit: h, schedule: "0 6 * * 1-5", valueExt: "98.5%"',
        ).timeliness!.sentence,
      ).toBe(
        'New data every day, by schedule 0 6 * * 1-5 (UTC), at most 4 hours late, on business days, in 98.5 % of all cases.',
      );
    });
  });

  it.each<[string[], string | undefined]>([
    [['property: endOfSupport, value: 2028-02-29'], '2028-03-01T00:00:00.000Z'],
    [
      ['property: es, value: "2027-06-30T12:00:00+02:00"'],
      '2027-06-30T10:00:00.000Z',
    ],
    [
      [
        'property: endOfSupport, value: 2027-06-30',
        'property: endOfSupport, value: 2026-06-30',
      ],
      '2027-07-01T00:00:00.000Z',
    ],
    [['property: endOfSupport, value: 2027-02-30'], undefined],
    [['property: endOfSupport, value: soon'], undefined],
    [['property: endOfLife, value: 2027-06-30'], undefined],
  ])('ends support as written: %j', (items, expected) => {
    const { endOfSupport, problems } = slas(...items);
    expect(
      endOfSupport === undefined
        ? undefined
        : new Date(endOfSupport).toISOString(),
    ).toBe(expected);
    expect(problems.some(({ message }) => /end of support/.test(message))).toBe(
      expected === undefined && /endOfSupport/.test(items[0]),
    );
  });

  it.each<[string, object | undefined]>([
    [
      'property: availability, value: 99.9, unit: "%"',
      {
        kind: 'availability',
        id: 'availability',
        sentence: 'Available 99.9 % of the time.',
        target: 0.999,
      },
    ],
    [
      'property: availability, value: 24/7, id: stock-up',
      { kind: 'availability', id: 'stock-up', target: undefined },
    ],
    [
      'property: errorRate, value: 2, unit: percent',
      {
        kind: 'errorRate',
        target: 0.98,
        sentence: 'Error rate at most 2 %.',
      },
    ],
    [
      'property: error rate, value: 0 %',
      { kind: 'errorRate', id: 'error rate', target: 1 },
    ],
    [
      'property: er, value: 2, unit: a month',
      {
        kind: 'errorRate',
        target: undefined,
        sentence: 'Error rate at most 2 a month.',
      },
    ],
    [
      'property: completeness, value: 99.5 %, element: stock.site',
      {
        kind: 'completeness',
        target: 0.95,
        sentence: 'Complete to 99.5 % (stock.site).',
      },
    ],
    [
      'property: td, value: 30, unit: minutes, valueExt: 90 %',
      {
        kind: 'timeToDetect',
        within: HOUR / 2,
        businessDays: false,
        target: 0.9,
      },
    ],
    [
      'property: timeToRepair, value: 2, unit: business days',
      { kind: 'timeToRepair', within: 2 * DAY, businessDays: true },
    ],
    ['property: timeToRepair, value: soon', undefined],
    ['property: retention, value: 3, unit: y', undefined],
    ['property: frequency, value: 1, unit: d', undefined],
  ])('reads a service level: %s', (item, expected) => {
    const { servicePromises } = slas(item);
    expect(servicePromises?.length).toBe(expected && 1);
    expect(servicePromises?.[0] ?? {}).toMatchObject(expected ?? {});
  });

  it('takes the first of two service levels of one name', () => {
    expect(
      slas(
        'property: availability, value: 99, unit: "%"',
        'property: Availability, value: 90, unit: "%"',
        'property: availability, id: api, value: 95, unit: "%"',
      ).servicePromises?.map(({ id, target }) => [id, target]),
    ).toEqual([
      ['availability', 0.99],
      ['api', 0.95],
    ]);
  });

  it('reads repair and answer times, and says other promises with their units', () => {
    const reading = read(
      'slaProperties:',
      '  - { property: timeToRepair, value: 2, unit: business days }',
      '  - { property: timeToRespond, value: 8, unit: h }',
      '  - { property: availability, value: 99.9, unit: "%" }',
      '  - { property: retention, value: 3, unit: y, element: stock.day }',
      '  - { property: throughput, value: 20, unit: rows/s }',
      'support:',
      "  - channel: '#data'",
      '  - channel: mail',
      '    customProperties: [{ property: respondsWithin, value: P2D }]',
    );
    expect(reading.problems).toEqual([]);
    expect(reading).toMatchObject({
      repairTime: 2 * DAY,
      repairBusinessDays: true,
      support: [{ respondsWithin: 'PT8H' }, { respondsWithin: 'P2D' }],
      promises: [
        'Repaired within 2 business days.',
        'Questions answered within 8 hours.',
        'Available 99.9 % of the time.',
        'Data kept for 3 years (stock.day).',
        'throughput: 20 rows/s.',
        'Support in #data, answered within 8 hours.',
        'Support in mail, answered within 2 business days.',
      ],
    });
  });
});
