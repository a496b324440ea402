import { between, chance } from './chance.ts';
import { dateOf, DAY, HOUR, MINUTE } from './days.ts';
import type { DemoProduct } from './readCompany.ts';
import type { DemoRecord } from './records.ts';
import { STORIES } from './stories.ts';

/** A probe asks the table every so many hours whether it answers. */
const EVERY = 2;

/** What the probe says of a product whose contract promises availability. */
export function probesOfDay(options: {
  product: DemoProduct;
  day: number;
}): DemoRecord[] {
  const { product, day } = options;
  const { name, dataset, availability } = product;
  if (!availability || !dataset) {
    return [];
  }
  const down = STORIES[name]?.down ?? 0;
  const minute = between(0, 20, name, 'probe') * MINUTE;
  return Array.from({ length: 24 / EVERY }, (_, index): DemoRecord => {
    const fails = chance(name, day, index, 'probe') < down;
    return {
      publisher: 'access-probe',
      record: {
        kind: 'quality',
        key: `probe/${name}/${dateOf(day)}/${index}`,
        time: new Date(day * DAY + index * EVERY * HOUR + minute).toISOString(),
        dataset,
        rule: { id: availability },
        outcome: fails ? 'fail' : 'pass',
        value: fails ? 0 : 1,
      },
    };
  });
}
