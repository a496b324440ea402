import { isAtLeastAsStrict } from '../conditions';
import { ContractPath } from '../ContractPath';
import { ODCS_OPERATORS } from '../qualitySchema';
import { ContractRule } from '../types';
import { Fields } from '../values';
import { compareFields } from './compareFields';
import { Comparing, pairUp, Place } from './Comparing';
import { addressOf, SchemaMoves } from './compareSchema';

/** A rule of a contract with its own fields and their place. @internal */
export interface WrittenRule {
  rule: ContractRule;
  fields: Fields;
  path: ContractPath;
}

/** A rule and where it stands in the later version. */
interface Placed extends WrittenRule {
  /** What it runs and where, the place under its later name. */
  content: string;
}

function placeOf({ rule }: WrittenRule, { path }: WrittenRule): Place {
  return {
    what: `Rule "${rule.sentence.replace(/\.$/, '')}"`,
    path,
    object: rule.object,
    column: rule.column,
  };
}

/** What is run and expected; told as a whole. */
const CONTENT: readonly string[] = [
  ...ODCS_OPERATORS,
  'arguments',
  'engine',
  'implementation',
  'metric',
  'query',
  'rule',
  'type',
  'unit',
];
const WORDS: ReadonlySet<string> = new Set([
  'businessImpact',
  'dimension',
  'method',
  'name',
  'scheduler',
]);

/** Whether the object or column of a rule, or what it lies in, is gone: then that is what is told. */
function isGone(rule: ContractRule, gone: SchemaMoves['gone']): boolean {
  if (rule.object === undefined || gone.size === 0) {
    return false;
  }
  if (gone.has(addressOf(rule.object))) {
    return true;
  }
  const steps = rule.column?.split('.') ?? [];
  return steps.some((_, index) =>
    gone.has(addressOf(rule.object!, steps.slice(0, index + 1).join('.'))),
  );
}

/** The content of a rule of the earlier version, its place written as the later version calls it. */
function contentNow(rule: ContractRule, now: SchemaMoves['now']): string {
  if (rule.object === undefined) {
    return rule.content;
  }
  const moved = now.get(addressOf(rule.object, rule.column));
  const parts = JSON.parse(rule.content) as [string, unknown[], unknown];
  if (!moved || parts[1].length === 0) {
    return rule.content;
  }
  return JSON.stringify([
    parts[0],
    [moved.object, moved.column ?? ''],
    parts[2],
  ]);
}

function isNumeric(rule: ContractRule): boolean {
  const value = rule.condition?.value;
  return [value].flat().every(item => typeof item === 'number');
}

/** What became of a rule; undefined where nothing did. */
function changeOf(a: Placed, b: Placed) {
  const [from, to] = [{ ...a.rule, content: a.content }, b.rule];
  if (
    from.content !== to.content ||
    from.type !== to.type ||
    from.condition?.percent !== to.condition?.percent
  ) {
    return 'rule-rewritten';
  }
  if (JSON.stringify(from.condition) !== JSON.stringify(to.condition)) {
    if (isAtLeastAsStrict(to, from)) {
      return 'rule-tightened';
    }
    return to.condition && !(isNumeric(from) && isNumeric(to))
      ? 'rule-rewritten'
      : 'rule-weakened';
  }
  if (from.mandatory !== to.mandatory) {
    return to.mandatory ? 'rule-tightened' : 'rule-weakened';
  }
  return from.interval !== undefined &&
    (to.interval === undefined || to.interval > from.interval)
    ? 'rule-run-less'
    : undefined;
}

/** Compares the quality rules of two versions. Rules are one by their id, else by what they run. @internal */
export function compareRules(
  comparing: Comparing,
  before: readonly WrittenRule[],
  after: readonly WrittenRule[],
  moves: SchemaMoves,
): void {
  const earlier = before
    .filter(({ rule }) => !isGone(rule, moves.gone))
    .map(
      (item): Placed => ({
        ...item,
        content: contentNow(item.rule, moves.now),
      }),
    );
  const later = after.map(
    (item): Placed => ({ ...item, content: item.rule.content }),
  );
  const { both, removed, added } = pairUp(earlier, later, [
    ({ rule }) => rule.id,
    ({ rule, content }) => JSON.stringify([content, rule.condition]),
    ({ rule, content }) => JSON.stringify([content, rule.condition?.percent]),
    ({ rule }) => (rule.id === undefined ? rule.key : undefined),
  ]);
  for (const [a, b] of both) {
    comparePair(comparing, a, b);
  }
  for (const item of removed) {
    comparing.add(
      item.rule.tautology ? 'rule-without-effect-removed' : 'rule-removed',
      placeOf(item, item),
      { before: told(item.rule) },
    );
  }
  for (const item of added) {
    comparing.add('rule-added', placeOf(item, item), {
      after: told(item.rule),
    });
  }
}

function comparePair(comparing: Comparing, a: Placed, b: Placed): void {
  const kind = changeOf(a, b);
  const isRead = a.rule.executable && b.rule.executable;
  // v3.1 leaves out the type of a library rule; any other difference of types is one.
  const isApart = (field: string) =>
    field !== 'type' ||
    a.fields.type === undefined ||
    b.fields.type === undefined ||
    kind !== undefined;
  if (kind) {
    comparing.add(kind, placeOf(a, b), {
      before: told(a.rule),
      after: told(b.rule),
    });
  }
  compareFields(comparing, a.fields, b.fields, placeOf(a, b), {
    except: new Set([
      'id',
      ...(kind || isRead ? CONTENT.filter(isApart) : []),
      ...(kind === 'rule-run-less' ? ['schedule'] : []),
      ...(a.rule.mandatory === b.rule.mandatory ? [] : ['severity']),
      // The words of a rule of words are the rule.
      ...(kind && !isRead ? ['description'] : []),
    ]),
    words: WORDS,
  });
}

function told(rule: ContractRule): string {
  const optional = rule.executable && !rule.mandatory ? ' (optional)' : '';
  return `${rule.sentence.replace(/\.$/, '')}${optional}.`;
}
