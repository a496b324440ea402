import { between, chance } from './chance.ts';
import { DAY, HOUR, MINUTE, dateOf, weekdayOf } from './days.ts';
import type { Company, DemoProduct } from './readCompany.ts';
import type { DemoRecord, WireRecord } from './records.ts';
import { CENTRAL_TEAM, PLATFORM_TEAM, STORIES } from './stories.ts';

/** One change of substance in so many days, per repository. */
const EVERY = 12;
/** For a product of nine days never more than two, too few to say who changes it. */
const NEW_PRODUCT_EVERY = 9;
/** In a repository of the centre the owner changes something once in so many changes: less than once in 180 days. */
const OWNER_ONCE_IN = 16;

type Change = Extract<WireRecord, { kind: 'change' }>;

const TOUCHES: Change['touches'][] = [
  ['code'],
  ['code', 'tests'],
  ['code', 'schema'],
  ['rules', 'tests'],
  ['code', 'rules'],
  ['sla'],
];

/** The working day on which the change of a block is merged. */
function dayInBlock(repository: string, block: number, length: number) {
  const day = block * length + between(0, length - 4, repository, block);
  switch (weekdayOf(day)) {
    case 6:
      return day + 2;
    case 0:
      return day + 1;
    default:
      return day;
  }
}

function authorOf(product: DemoProduct, block: number): string {
  if (STORIES[product.name]?.changes === 'centre') {
    return block % OWNER_ONCE_IN === 7 && product.owner
      ? product.owner
      : CENTRAL_TEAM;
  }
  // Now and then the platform team mends something for them.
  return block % 5 === 2 ? PLATFORM_TEAM : product.owner ?? CENTRAL_TEAM;
}

function change(
  repository: string,
  day: number,
  what: string,
  rest: Pick<Change, 'author' | 'touches' | 'bot'>,
): DemoRecord {
  const seed = [repository, day, what];
  const time =
    day * DAY +
    between(8, 16, ...seed, 'h') * HOUR +
    between(0, 59, ...seed, 'm') * MINUTE;
  const reference = Math.floor(chance(...seed, 'ref') * 2 ** 32)
    .toString(16)
    .padStart(8, '0');
  return {
    publisher: 'source-host',
    record: {
      kind: 'change',
      key: `change/${repository}/${what}/${dateOf(day)}`,
      time: new Date(time).toISOString(),
      repository,
      reference,
      ...rest,
    },
  };
}

/** What was merged on a day, by repository. Several products may share one. */
export function changesOfDay(options: {
  company: Company;
  day: number;
  today: number;
}): DemoRecord[] {
  const { company, day, today } = options;
  const repositories = new Map<string, DemoProduct>();
  for (const product of company.products) {
    const { repository } = product;
    if (repository && !repositories.has(repository)) {
      repositories.set(repository, product);
    }
  }
  const records: DemoRecord[] = [];
  for (const [repository, product] of repositories) {
    const story = STORIES[product.name] ?? {};
    const youngerThan = story.youngerThan ?? Number.POSITIVE_INFINITY;
    if (
      story.unconnected ||
      story.changes === 'none' ||
      day <= today - youngerThan
    ) {
      continue;
    }
    const length = story.changes === 'starting' ? NEW_PRODUCT_EVERY : EVERY;
    const block = Math.floor(day / length);
    if (dayInBlock(repository, block, length) === day) {
      records.push(
        change(repository, day, 'merge', {
          author: { groups: [authorOf(product, block)] },
          touches: TOUCHES[between(0, TOUCHES.length - 1, repository, block)],
          bot: false,
        }),
      );
    }
    // Neither of these is a change of substance: a bot raises a library, somebody runs the formatter.
    if (chance(repository, day, 'bot') < 0.04) {
      records.push(
        change(repository, day, 'bot', {
          author: { groups: [PLATFORM_TEAM] },
          touches: ['code'],
          bot: true,
        }),
      );
    }
    if (chance(repository, day, 'format') < 0.01) {
      records.push(
        change(repository, day, 'format', {
          author: { groups: [product.owner ?? CENTRAL_TEAM] },
          touches: [],
          bot: false,
        }),
      );
    }
  }
  return records;
}
