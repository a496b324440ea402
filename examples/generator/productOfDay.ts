import { between, chance } from './chance.ts';
import { dateOf, DAY, HOUR, isWeekend, MINUTE, weekdayOf } from './days.ts';
import { CI_WAREHOUSE, WAREHOUSE } from './publishers.ts';
import type { PublisherId } from './publishers.ts';
import type { DemoProduct, Rhythm } from './readCompany.ts';
import type { DemoRecord, WireRecord } from './records.ts';
import { runsOfDay } from './runsOfDay.ts';
import { STORIES } from './stories.ts';
import type { Story } from './stories.ts';

/** Of every so many days, one on which a rule fails; repaired the next day. */
const FAILS_ONCE_IN = 20;
const SCHEMA_EVERY = 3;

interface OfDay {
  product: DemoProduct & { dataset: NonNullable<DemoProduct['dataset']> };
  story: Story;
  rhythm: Rhythm;
  day: number;
}

function at(time: number): string {
  return new Date(time).toISOString();
}

/** Who watches a server. */
function publisherFor(
  kind: WireRecord['kind'],
  namespace: string,
): PublisherId {
  if (namespace.startsWith('kafka:')) {
    return 'event-hub';
  }
  switch (kind) {
    case 'run':
      return 'airflow-lineage';
    case 'usage':
      return 'warehouse-usage';
    default:
      return 'dbt-prod';
  }
}

function send(
  record: WireRecord & { dataset: { namespace: string } },
): DemoRecord {
  return {
    publisher: publisherFor(record.kind, record.dataset.namespace),
    record,
  };
}

/** When a day's tests run. Those of slow products run every week, long before the promise is due. */
function testTime({ product, rhythm, day }: OfDay): number | undefined {
  const minute = between(0, 40, product.name, day, 'test') * MINUTE;
  switch (rhythm) {
    case 'weekly':
      return weekdayOf(day) === 1 ? day * DAY + 9 * HOUR + minute : undefined;
    case 'monthly':
      return weekdayOf(day) === 2 ? day * DAY + 7 * HOUR + minute : undefined;
    case 'business-daily':
      return isWeekend(day) ? undefined : day * DAY + 6 * HOUR + minute;
    default:
      return day * DAY + 5 * HOUR + minute;
  }
}

function quality(of: OfDay): DemoRecord[] {
  const { product, story, rhythm, day } = of;
  const time = testTime(of);
  if (time === undefined) {
    return [];
  }
  const block = Math.floor(day / FAILS_ONCE_IN);
  const badDay =
    block * FAILS_ONCE_IN + between(0, 11, product.name, block, 'bad');
  const badRule =
    product.rules[between(0, product.rules.length - 1, product.name, block)];
  const mayFail =
    rhythm === 'daily' || rhythm === 'hourly' || rhythm === 'stream';
  const measured =
    story.quality === 'half'
      ? product.rules.slice(0, Math.ceil(product.rules.length / 2))
      : product.rules;
  const result = (
    rule: DemoProduct['rules'][number],
    namespace: string,
    fails: boolean,
  ): DemoRecord => {
    const noise = chance(product.name, rule.id, day, namespace);
    const usual = Math.round(
      rule.usual * (0.95 + noise / 10) * (isWeekend(day) ? 0.97 : 1),
    );
    return send({
      kind: 'quality',
      key: `quality/${namespace}/${product.name}/${rule.id}/${dateOf(day)}`,
      time: at(time),
      dataset: { namespace, name: product.dataset.name },
      rule: { id: rule.id },
      outcome: fails ? 'fail' : 'pass',
      value: fails && rule.metric !== 'rowCount' ? 1 + (day % 37) : usual,
    });
  };
  const records: DemoRecord[] = [];
  if (story.quality !== 'none' && story.quality !== 'in-ci-only') {
    for (const rule of measured) {
      const fails = mayFail && day === badDay && rule === badRule;
      records.push(
        result(
          rule,
          product.dataset.namespace,
          fails && rule.metric !== 'rowCount',
        ),
      );
    }
  }
  if (story.alsoInCi && !isWeekend(day)) {
    records.push(
      ...product.rules.map(rule => result(rule, CI_WAREHOUSE, false)),
    );
  }
  return records;
}

function schema({ product, story, day }: OfDay): DemoRecord[] {
  if (day % SCHEMA_EVERY !== between(0, SCHEMA_EVERY - 1, product.name)) {
    return [];
  }
  const { dataset } = product;
  const seen =
    story.schema === 'last-column-missing'
      ? product.columns.slice(0, -1)
      : product.columns;
  const inWarehouse = dataset.namespace === WAREHOUSE;
  return [
    send({
      kind: 'schema',
      key: `schema/${product.name}/${dateOf(day)}`,
      time: at(day * DAY + 6 * HOUR + 20 * MINUTE),
      dataset,
      columns: [
        ...seen.map(({ name, type }) => ({
          name: inWarehouse ? name.toUpperCase() : name,
          type: type === 'VARCHAR' ? 'VARCHAR(16777216)' : type,
        })),
        ...(inWarehouse ? [{ name: '_LOADED_AT', type: 'TIMESTAMP_NTZ' }] : []),
      ],
    }),
  ];
}

function usage({ product, story, rhythm, day }: OfDay): DemoRecord[] {
  const { dataset } = product;
  const date = dateOf(day);
  const read = (
    who: string,
    reader: { consumer: string } | { principal: string; writer: boolean },
    reads: number,
  ) =>
    send({
      kind: 'usage',
      key: `usage/${product.name}/${who}/${date}`,
      time: date,
      dataset,
      ...reader,
      reads,
    });
  const records: DemoRecord[] = [];
  if (weekdayOf(day) === 1 && story.runs !== 'none') {
    const principal = 'SVC_AIRFLOW';
    records.push(read(principal, { principal, writer: true }, 1));
  }
  const readers = product.consumers.filter(
    ({ owner }) =>
      story.reads !== 'none' &&
      (story.reads !== 'owner-only' || owner === product.owner),
  );
  for (const { ref } of readers) {
    const rests =
      rhythm === 'monthly' || rhythm === 'weekly'
        ? weekdayOf(day) !== 3
        : isWeekend(day) && chance(product.name, ref, 'weekend') < 0.6;
    if (!rests) {
      records.push(
        read(ref, { consumer: ref }, between(2, 48, product.name, ref, day)),
      );
    }
  }
  return records;
}

/** What the owner says itself, through its own account: about the product, not about a data set it does not administer. */
function selfReports({ product, day }: OfDay): DemoRecord[] {
  const { name, port, rules, job } = product;
  const time = day * DAY + 8 * HOUR;
  const key = `${name}/${dateOf(day)}`;
  const about = { product: `dataproduct:default/${name}`, port };
  const records: WireRecord[] = rules.map(rule => ({
    kind: 'quality',
    key: `quality/${key}/${rule.id}`,
    time: at(time + 10 * MINUTE),
    ...about,
    rule: { id: rule.id },
    outcome: 'pass',
    value: rule.usual,
  }));
  if (job) {
    records.unshift({
      kind: 'run',
      key: `run/${key}`,
      time: at(time),
      ...about,
      job,
      status: 'success',
    });
  }
  return records.map(record => ({ publisher: 'returns-desk', record }));
}

/** What a day shows of one product, changes left out. */
export function productOfDay(options: {
  product: DemoProduct;
  day: number;
  today: number;
}): DemoRecord[] {
  const { product, day, today } = options;
  const { dataset } = product;
  const story = STORIES[product.name] ?? {};
  const age = story.youngerThan ?? Number.POSITIVE_INFINITY;
  if (!dataset || story.unconnected || day <= today - age) {
    return [];
  }
  const rhythm = story.rhythm ?? product.rhythm;
  const of: OfDay = { product: { ...product, dataset }, story, rhythm, day };
  const runs = runsOfDay({ product, story, rhythm, day });
  const records: DemoRecord[] = runs.map(({ time, ...run }) =>
    send({ kind: 'run', ...run, time: at(time), dataset }),
  );
  const loaded = runs.filter(run => run.status === 'success').pop();
  // The data of a month are looked at every week, and are rightly older then.
  const loadedAt =
    rhythm === 'monthly' && weekdayOf(day) === 1
      ? day * DAY - 5 * DAY
      : loaded?.time;
  if (story.freshness && loadedAt !== undefined && rhythm !== 'hourly') {
    const checked = (loaded?.time ?? day * DAY + 7 * HOUR) + 20 * MINUTE;
    records.push(
      send({
        kind: 'freshness',
        key: `freshness/${product.name}/${dateOf(day)}`,
        time: at(checked),
        dataset,
        loadedAt: at(loadedAt),
      }),
    );
  }
  records.push(...quality(of), ...schema(of), ...usage(of));
  if (story.selfReports) {
    records.push(...selfReports(of));
  }
  return records;
}
