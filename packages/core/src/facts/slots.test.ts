import { DAY, HOUR } from './calendar';
import { Horizon } from './Horizon';
import {
  Rhythm,
  rhythmOf,
  rhythmViews,
  RhythmVersion,
  windowsOf,
} from './rhythm';
import { slotsOf } from './slots';

// A Monday.
const NOW = Date.parse('2026-11-16T10:30:00Z');

function rhythm(extra: Partial<Rhythm> = {}): Rhythm {
  return {
    interval: DAY,
    latency: 6 * HOUR,
    maxAge: 30 * HOUR,
    target: 0.95,
    businessDays: false,
    offset: 0,
    ...extra,
  };
}

function dues(options: {
  rhythm: Rhythm;
  window: number;
  now?: number;
  holidays?: string[];
}) {
  const { rhythm: own, window, now = NOW, holidays = [] } = options;
  const horizon = new Horizon(now);
  const slots = slotsOf(
    {
      versions: [{ from: 0, to: Number.POSITIVE_INFINITY, rhythm: own }],
      rhythm: own,
      windows: windowsOf(own),
    },
    window,
    new Set(holidays),
    horizon,
  );
  return {
    slots,
    horizon,
    times: slots.map(slot => new Date(slot.due).toISOString()),
  };
}

describe('windows follow the rhythm', () => {
  it.each([
    ['hourly', HOUR, HOUR, 14, 28],
    ['daily', DAY, 6 * HOUR, 14, 28],
    ['weekly', 7 * DAY, DAY, 21, 42],
    ['monthly', 31 * DAY, 5 * DAY, 93, 186],
    ['quarterly', 92 * DAY, 10 * DAY, 102, 190],
    ['yearly', 366 * DAY, 20 * DAY, 386, 386],
  ])('%s', (_, interval, latency, w3, w4) => {
    expect(windowsOf(rhythm({ interval, latency }))).toEqual({
      w3: w3 * DAY,
      w4: w4 * DAY,
    });
  });

  it.each([
    ['frequency', { frequency: HOUR }, 'table', HOUR],
    ['latency under a day', { latency: HOUR }, 'table', DAY],
    ['latency over a day', { latency: 3 * DAY }, 'table', 3 * DAY],
    ['both', { frequency: 7 * DAY, latency: HOUR }, 'table', 7 * DAY],
    ['a stream', { frequency: 60_000 }, 'topic', DAY],
    ['an interface', { latency: HOUR }, 'API', DAY],
    ['finer than five minutes', { frequency: 1000 }, 'table', 5 * 60_000],
  ])('the interval of %s', (_, promise, type, interval) => {
    const own = rhythmOf(
      {
        target: 0.9,
        targetStated: true,
        businessDays: false,
        offset: 0,
        sentence: '',
        ...promise,
      },
      type,
    );
    expect(own?.interval).toBe(interval);
  });
});

describe('expected intervals', () => {
  it('are those whose due time lies inside the window', () => {
    expect(dues({ rhythm: rhythm(), window: 3 * DAY }).times).toEqual([
      '2026-11-14T06:00:00.000Z',
      '2026-11-15T06:00:00.000Z',
      '2026-11-16T06:00:00.000Z',
    ]);
  });

  it.each([
    ['hourly', rhythm({ interval: HOUR, latency: HOUR }), 14 * DAY, 336],
    ['daily', rhythm(), 14 * DAY, 14],
    ['weekly', rhythm({ interval: 7 * DAY, latency: DAY }), 21 * DAY, 3],
    ['monthly', rhythm({ interval: 31 * DAY, latency: 5 * DAY }), 93 * DAY, 3],
  ])('%s', (_, own, window, expected) => {
    const { slots } = dues({ rhythm: own, window });
    expect(slots).toHaveLength(expected);
    slots.slice(1).forEach((slot, index) => {
      expect(slot.start).toBe(slots[index].due);
    });
  });

  it('do not know daylight saving', () => {
    const { times } = dues({
      rhythm: rhythm(),
      window: 2 * DAY,
      now: Date.parse('2026-10-26T10:00:00Z'),
    });
    expect(times).toEqual([
      '2026-10-25T06:00:00.000Z',
      '2026-10-26T06:00:00.000Z',
    ]);
  });

  it('on business days leave weekends out, and Monday takes what came since Friday', () => {
    const { slots, times } = dues({
      rhythm: rhythm({ businessDays: true }),
      window: 7 * DAY,
    });
    expect(times).toEqual([
      '2026-11-10T06:00:00.000Z',
      '2026-11-11T06:00:00.000Z',
      '2026-11-12T06:00:00.000Z',
      '2026-11-13T06:00:00.000Z',
      '2026-11-16T06:00:00.000Z',
    ]);
    expect(new Date(slots[4].start).toISOString()).toBe(
      '2026-11-13T06:00:00.000Z',
    );
  });

  it('on business days leave configured dates out', () => {
    const { times } = dues({
      rhythm: rhythm({ businessDays: true }),
      window: 7 * DAY,
      holidays: ['2026-11-11', '2026-11-16'],
    });
    expect(times.map(time => time.slice(8, 10))).toEqual(['10', '12', '13']);
  });

  it('move a weekly due time off the weekend instead of losing it', () => {
    const { times } = dues({
      // Due on Saturdays.
      rhythm: rhythm({
        interval: 7 * DAY,
        latency: 0,
        offset: 2 * DAY,
        businessDays: true,
      }),
      window: 21 * DAY,
    });
    expect(times).toEqual([
      '2026-11-02T00:00:00.000Z',
      '2026-11-09T00:00:00.000Z',
      '2026-11-16T00:00:00.000Z',
    ]);
  });

  it('tell when the next one is due', () => {
    expect(dues({ rhythm: rhythm(), window: 2 * DAY }).horizon.next).toBe(
      Date.parse('2026-11-17T06:00:00Z'),
    );
  });
});

describe('a promise that changes', () => {
  const daily = rhythm();
  const hourly = rhythm({ interval: HOUR, latency: HOUR, maxAge: 2 * HOUR });
  const changed = (
    before: Rhythm | undefined,
    after: Rhythm | undefined,
    days: number,
  ): RhythmVersion[] => [
    { from: 0, to: NOW - days * DAY, rhythm: before },
    { from: NOW - days * DAY, to: Number.POSITIVE_INFINITY, rhythm: after },
  ];
  const viewsOf = (versions: RhythmVersion[]) =>
    rhythmViews(versions, 'w3', new Horizon(NOW));

  it.each([
    ['loosened yesterday', changed(hourly, daily, 1), 2],
    ['loosened two weeks ago', changed(hourly, daily, 14), 1],
    [
      'loosened to weekly 20 days ago',
      changed(daily, rhythm({ interval: 7 * DAY }), 20),
      2,
    ],
    [
      'loosened to weekly 21 days ago',
      changed(daily, rhythm({ interval: 7 * DAY }), 22),
      1,
    ],
    ['tightened yesterday', changed(daily, hourly, 1), 1],
    ['withdrawn yesterday', changed(daily, undefined, 1), 2],
    ['made for the first time yesterday', changed(undefined, daily, 1), 1],
  ])('%s', (_, versions, views) => {
    expect(viewsOf(versions)).toHaveLength(views);
  });

  it('is judged as it stood: before a tightening by the old promise', () => {
    const versions = changed(daily, hourly, 1);
    const [view] = viewsOf(versions);
    const slots = slotsOf(view, 14 * DAY, new Set(), new Horizon(NOW));
    const at = NOW - DAY;
    expect(slots.filter(slot => slot.due <= at)).toHaveLength(13);
    expect(slots.filter(slot => slot.due > at)).toHaveLength(24);
  });

  it('is judged by the stricter one after a loosening', () => {
    const versions = changed(hourly, daily, 1);
    const views = viewsOf(versions);
    for (const view of views) {
      const slots = slotsOf(view, 14 * DAY, new Set(), new Horizon(NOW));
      expect(slots).toHaveLength(336);
    }
  });

  it('judges everything before it, when it is the first', () => {
    const [view] = viewsOf(changed(undefined, daily, 1));
    expect(slotsOf(view, 14 * DAY, new Set(), new Horizon(NOW))).toHaveLength(
      14,
    );
  });
});
