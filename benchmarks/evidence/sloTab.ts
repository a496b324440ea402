import pg from 'pg';
import type { Backend } from './Backend.ts';
import { datasetName } from './records.ts';

const DAY = 24 * 3_600_000;
const HOUR = 3_600_000;
const DAYS = 730;
const RULES = 12;
const BATCH = 1_000;
const WARM_UP = 20;
const REQUESTS = 200;
const PRODUCT = 'dataproduct:default/table-0';
const PATH = '/products/default/table-0/slos';

/** As it is stored; days since 1970. */
interface DayRow {
  slo_key: string;
  day: number;
  expected: number;
}

interface Report {
  items: {
    key: string;
    property: string;
    state: string;
    days: { day: string; expected: number; kept: number }[];
  }[];
}

/** A run an hour and a result of every rule a day, for two years. */
function* twoYears(now: number): Generator<object> {
  const dataset = { name: datasetName(0) };
  const table = dataset.name.split('.')[2];
  for (let day = DAYS - 1; day >= 0; day--) {
    const begin = Math.floor(now / DAY) * DAY - day * DAY;
    for (let hour = 0; hour < 24; hour++) {
      const time = begin + hour * HOUR + 10 * 60_000;
      if (time < now) {
        yield {
          kind: 'run',
          key: `run-${time}`,
          time: new Date(time).toISOString(),
          dataset,
          job: { namespace: 'airflow-prod', name: `build_${table}` },
          status: (day * 24 + hour) % 97 === 0 ? 'failed' : 'success',
        };
      }
    }
    for (let rule = 0; rule < RULES && begin + HOUR < now; rule++) {
      yield {
        kind: 'quality',
        key: `rule-${rule}-${begin}`,
        time: new Date(begin + HOUR).toISOString(),
        dataset,
        rule: { id: `${table}-${rule}` },
        outcome: (day + rule) % 61 === 0 ? 'fail' : 'pass',
      };
    }
  }
}

/** Milliseconds. */
export interface Times {
  median: number;
  p95: number;
}

function summary(milliseconds: number[]): Times {
  const sorted = [...milliseconds].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(sorted.length * share)];
  return { median: at(0.5), p95: at(0.95) };
}

async function timed<T>(times: number[], work: () => Promise<T>): Promise<T> {
  const begin = performance.now();
  const result = await work();
  times.push(performance.now() - begin);
  return result;
}

/**
 * How long the answer behind the tab "Quality & SLO" takes with two years of evidence, beside a plain query of the same rows. The days
 * of two years are those of the first evaluation, repeated: a portal writes them one by one as they pass.
 *
 * @returns milliseconds, and what the two sides answered
 */
export async function measureSloTab(
  backend: Backend,
  database: string,
): Promise<{
  records: number;
  rows: number;
  /** Of the tab as it opens, of two years, of the plain query of two years, and of an answer that says nothing. */
  tab: Times;
  years: Times;
  floor: Times;
  nothing: Times;
  isSame: boolean;
}> {
  const now = Date.now();
  let records = 0;
  let lines: string[] = [];
  const flush = async () => {
    if (lines.length > 0) {
      records += (await backend.send(lines.join('\n'))).accepted;
      lines = [];
    }
  };
  for (const record of twoYears(now)) {
    lines.push(JSON.stringify(record));
    if (lines.length === BATCH) {
      await flush();
    }
  }
  await flush();
  const client = new pg.Client(database);
  await client.connect();
  try {
    await untilJudged(backend);
    await client.query(
      `insert into slo_days (subject_ref, slo_key, day, expected, measured, kept, excluded, version)
        select subject_ref, slo_key, day - 27 * times, expected, measured, kept, excluded, version
        from slo_days, generate_series(1, 27) as times where subject_ref = $1
        on conflict do nothing`,
      [PRODUCT],
    );
    await client.query('analyze slo_days');
    const floorRows = () =>
      client.query<DayRow>(
        'select * from slo_days where subject_ref = $1 and day >= $2 order by day',
        [PRODUCT, Math.floor(now / DAY) - DAYS],
      );
    const times: Record<'tab' | 'years' | 'floor' | 'nothing', number[]> = {
      tab: [],
      years: [],
      floor: [],
      nothing: [],
    };
    let report: Report | undefined;
    let rows = 0;
    let sum = 0;
    for (let request = 0; request < WARM_UP + REQUESTS; request++) {
      if (request === WARM_UP) {
        Object.values(times).forEach(list => list.splice(0));
      }
      await timed(times.nothing, () => backend.isAlive());
      await timed(times.tab, () => backend.get<Report>(PATH));
      report = await timed(times.years, () =>
        backend.get<Report>(`${PATH}?days=${DAYS + 1}`),
      );
      const found = await timed(times.floor, floorRows);
      rows = found.rows.length;
      sum = found.rows.reduce((all, row) => all + row.expected, 0);
    }
    // The answer has the days of the window besides that are not whole yet.
    const written = new Set(
      (await floorRows()).rows.map(
        row =>
          `${row.slo_key} ${new Date(row.day * DAY)
            .toISOString()
            .slice(0, 10)}`,
      ),
    );
    const answered = report!.items
      .flatMap(({ key, days }) => days.map(day => ({ key, ...day })))
      .filter(({ key, day }) => written.has(`${key} ${day}`));
    return {
      records,
      rows,
      tab: summary(times.tab),
      years: summary(times.years),
      floor: summary(times.floor),
      nothing: summary(times.nothing),
      isSame:
        answered.length === rows &&
        answered.reduce((all, day) => all + day.expected, 0) === sum,
    };
  } finally {
    await client.end();
  }
}

async function untilJudged(backend: Backend): Promise<void> {
  for (let attempt = 0; attempt < 120; attempt++) {
    const { items } = await backend
      .get<Report>(PATH)
      .catch((): Report => ({ items: [] }));
    const timeliness = items.find(({ property }) => property === 'timeliness');
    const expected = timeliness?.days.reduce(
      (all, day) => all + day.expected,
      0,
    );
    if ((expected ?? 0) > 27 * 24 && items.length > RULES) {
      return;
    }
    await new Promise(done => setTimeout(done, 1_000));
  }
  throw new Error('The product was not judged within two minutes');
}
