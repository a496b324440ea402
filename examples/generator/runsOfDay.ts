import { between, chance } from './chance.ts';
import { dateOf, DAY, HOUR, isWeekend, MINUTE, weekdayOf } from './days.ts';
import type { DemoProduct, Rhythm } from './readCompany.ts';
import type { Story } from './stories.ts';

/** One late delivery in so many days: for most, and for the product that misses its promise. */
const LATE_ONCE_IN = { rarely: 45, often: 9 };
/** The day of the month on which the books are closed. Fixed, so that no two closes are more than 31 days apart. */
const CLOSING_DAY = 4;

/** A run of a job. */
export interface DemoRun {
  key: string;
  /** Milliseconds since the epoch. */
  time: number;
  job: { namespace: string; name: string };
  status: 'success' | 'failed';
}

function isLate(name: string, story: Story, day: number): boolean {
  const length = LATE_ONCE_IN[story.late ?? 'rarely'];
  const block = Math.floor(day / length);
  // Late in the first part of a block only: then late days keep their distance, and as many fall into one month as into another.
  const last = story.late === 'often' ? 3 : 9;
  return day === block * length + between(0, last, name, block, 'late');
}

/** The hour at which a daily job is usually done, well before its data are due. */
function usualTime(name: string, rhythm: Rhythm, day: number): number {
  const minute = between(-12, 12, name, day, 'minute') * MINUTE;
  switch (rhythm) {
    case 'weekly':
      return day * DAY + 7 * HOUR + 30 * MINUTE + minute;
    case 'stream':
      return day * DAY + 12 * HOUR + minute;
    case 'business-daily':
      return day * DAY + 5 * HOUR + minute;
    case 'monthly':
      return day * DAY + 6 * HOUR;
    default:
      return day * DAY + between(90, 240, name, 'hour') * MINUTE + minute;
  }
}

function runsOn(rhythm: Rhythm, day: number): boolean {
  switch (rhythm) {
    case 'weekly':
      return weekdayOf(day) === 1;
    case 'monthly':
      return new Date(day * DAY).getUTCDate() === CLOSING_DAY;
    case 'business-daily':
      return !isWeekend(day);
    default:
      return true;
  }
}

function hourly(
  product: DemoProduct,
  job: DemoRun['job'],
  day: number,
): DemoRun[] {
  const runs: DemoRun[] = [];
  for (let hour = 0; hour < 24; hour++) {
    const key = `run/${product.name}/${dateOf(day)}T${String(hour).padStart(
      2,
      '0',
    )}`;
    const time =
      day * DAY +
      hour * HOUR +
      between(4, 14, product.name, day, hour) * MINUTE;
    const failed =
      hour < 23 && chance(product.name, day, hour, 'fails') < 0.004;
    runs.push({ key, time, job, status: failed ? 'failed' : 'success' });
    if (failed) {
      // Somebody starts it again, after the hour is over.
      runs.push({
        key: `${key}/2`,
        time: day * DAY + (hour + 1) * HOUR + 2 * MINUTE,
        job,
        status: 'success',
      });
    }
  }
  return runs;
}

/** The runs that wrote, or failed to write, a product on a day. */
export function runsOfDay(options: {
  product: DemoProduct;
  story: Story;
  rhythm: Rhythm;
  day: number;
}): DemoRun[] {
  const { product, story, rhythm, day } = options;
  const { name, job: declared } = product;
  if (!declared || story.runs === 'none' || !runsOn(rhythm, day)) {
    return [];
  }
  if (story.runs === 'often-missing' && day % 5 < 2) {
    return [];
  }
  const job =
    story.runs === 'another-job'
      ? { ...declared, name: `${declared.name}_v2` }
      : declared;
  if (rhythm === 'hourly') {
    return hourly(product, job, day);
  }
  const key = `run/${name}/${dateOf(day)}`;
  const usual = usualTime(name, rhythm, day);
  const late = rhythm === 'daily' && isLate(name, story, day);
  const time = late
    ? day * DAY + between(400, 600, name, day, 'late') * MINUTE
    : usual;
  const runs: DemoRun[] = [{ key, time, job, status: 'success' }];
  if (late || chance(name, day, 'fails') < 0.03) {
    runs.unshift({
      key: `${key}/failed`,
      time: usual - 25 * MINUTE,
      job,
      status: 'failed',
    });
  }
  return runs;
}
