import { ODCS_OPERATORS } from './qualitySchema';
import { SchemaElement } from './readColumns';
import { readSchedule } from './schedule';
import { isTautology } from './tautology';
import { ContractRule } from './types';
import { asFields, asList, asText, entryOf, Fields } from './values';

type Covers = ContractRule['covers'];
type Condition = NonNullable<ContractRule['condition']>;

const METRICS: Record<string, { covers: Covers; words: string }> = {
  nullValues: { covers: 'completeness', words: 'Empty values in' },
  missingValues: { covers: 'completeness', words: 'Missing values in' },
  invalidValues: { covers: 'business', words: 'Invalid values in' },
  duplicateValues: { covers: 'uniqueness', words: 'Duplicate values in' },
  rowCount: { covers: 'volume', words: 'Number of rows in' },
};

// What v3.0 called `rule`, by the metric that says the same since v3.1.
const OLD_RULES: Record<string, string> = {
  nullcheck: 'nullValues',
  notnull: 'nullValues',
  missingvalues: 'missingValues',
  uniquecheck: 'duplicateValues',
  unique: 'duplicateValues',
  duplicatecount: 'duplicateValues',
  validvalues: 'invalidValues',
  countcheck: 'rowCount',
  rowcount: 'rowCount',
};

const COMPARISONS: Record<string, { words: string; side: string }> = {
  mustBe: { words: 'exactly', side: '=' },
  mustNotBe: { words: 'not', side: '!' },
  mustBeGreaterThan: { words: 'more than', side: '>' },
  mustBeGreaterOrEqualTo: { words: 'at least', side: '>' },
  mustBeLessThan: { words: 'less than', side: '<' },
  mustBeLessOrEqualTo: { words: 'at most', side: '<' },
  mustBeBetween: { words: 'between', side: 'in' },
  mustNotBeBetween: { words: 'not between', side: 'out' },
};

function short(text: string, length = 200): string {
  const line = text.trim().replace(/\s+/g, ' ');
  return line.length > length ? `${line.slice(0, length - 3)}...` : line;
}

function formatNumber(value: unknown): string {
  if (Array.isArray(value)) {
    return value.slice(0, 2).map(formatNumber).join(' and ');
  }
  return typeof value === 'number'
    ? String(value).replace(/^(-?\d{4,})/, digits =>
        digits.replace(/\B(?=(\d{3})+(?!\d))/g, ','),
      )
    : short(JSON.stringify(value) ?? String(value), 60);
}

function conditionOf(fields: Fields): Condition | undefined {
  const found = ODCS_OPERATORS.filter(name => fields[name] !== undefined);
  return found.length === 1
    ? {
        operator: found[0],
        value: fields[found[0]],
        ...(isPercent(asText(fields.unit)) ? { percent: true } : {}),
      }
    : undefined;
}

function isNumeric(value: unknown): boolean {
  return (
    (typeof value === 'number' && Number.isFinite(value)) ||
    (Array.isArray(value) &&
      value.length === 2 &&
      value.every(item => Number.isFinite(item)))
  );
}

function isPercent(unit: string | undefined): boolean {
  return /^(%|percent|percentage|pct)$/i.test(unit?.trim() ?? '');
}

/** One spelling of a query: no comments, one space, lower case, placeholders filled. */
function normalQuery(text: string, element: SchemaElement): string {
  return text
    .replace(/--[^\n]*/g, ' ')
    .replace(/\/\*[\s\S]*?\*\//g, ' ')
    .replace(
      /\$?\{\s*(field|column|property)\s*\}/gi,
      () => element.column?.name ?? '',
    )
    .replace(/\$?\{\s*(object|model|table|schema)\s*\}/gi, () => element.object)
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/\s*;\s*$/, '')
    .trim();
}

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(canonical);
  }
  const fields = asFields(value);
  if (!fields) {
    return typeof value === 'string'
      ? value.toLowerCase().replace(/\s+/g, ' ').trim()
      : value;
  }
  return Object.keys(fields)
    .sort()
    .map(key => [key, canonical(fields[key])]);
}

function coversOf(text: string, dimension: string | undefined): Covers {
  if (
    dimension === 'uniqueness' ||
    /having count\s*\(|count\s*\(\s*distinct|duplicate|to_be_unique|\bunique\b/.test(
      text,
    )
  ) {
    return 'uniqueness';
  }
  if (
    dimension === 'completeness' ||
    /\bis null\b|not_null|not_be_null|missing_(count|percent)|null_(count|percent)/.test(
      text,
    )
  ) {
    return 'completeness';
  }
  if (
    /row_count|rowcount|table_row_count/.test(text) ||
    /^select count\s*\([^)]*\)( as \w+)? from [\w."`]+$/.test(text)
  ) {
    return 'volume';
  }
  return dimension === 'timeliness' || /fresh(ness)?/.test(text)
    ? 'other'
    : 'business';
}

interface RuleContent {
  type: ContractRule['type'];
  metric?: string;
  executable: boolean;
  tautology: boolean;
  covers: Covers;
  /** The normal form of what is run, without the comparison. */
  content: unknown;
  sentence: string;
}

function readContent(
  fields: Fields,
  element: SchemaElement,
  condition: Condition | undefined,
): RuleContent {
  const { object, column } = element;
  const subject = column ? `${object}.${column.name}` : object;
  const declared = asText(fields.type)?.toLowerCase();
  const old = asText(fields.rule)
    ?.toLowerCase()
    .replace(/[\s_-]/g, '');
  const metric =
    asText(fields.metric) ??
    (old === undefined ? undefined : entryOf(OLD_RULES, old));
  const dimension = asText(fields.dimension)?.toLowerCase();
  const unit = asText(fields.unit);
  const percent = isPercent(unit);
  const told = asText(fields.description) ?? asText(fields.name);
  const comparison = condition && COMPARISONS[condition.operator];
  const expected = condition
    ? `${comparison!.words} ${formatNumber(condition.value)}${
        percent ? ' %' : ''
      }`
    : 'no comparison stated';

  if (declared === 'sql') {
    const text = asText(fields.query);
    const query = text ? normalQuery(text, element) : '';
    const count = /^select count\s*\(/.test(query) && !/\bunion\b/.test(query);
    return {
      type: 'sql',
      metric,
      executable: query !== '' && condition !== undefined,
      tautology:
        query !== '' &&
        isTautology({ query, count, percent: false }, condition),
      covers: coversOf(query, dimension),
      content: query,
      sentence: `${short(told ?? `Query on ${subject}`)}: result ${expected}.`,
    };
  }
  if (declared === 'custom') {
    const engine = asText(fields.engine)?.toLowerCase();
    const fixed = canonical(fields.implementation);
    const text =
      typeof fixed === 'string' ? fixed : JSON.stringify(fixed) ?? '';
    const empty = ['', '[]', '{}', 'null'].includes(text);
    return {
      type: 'custom',
      metric,
      executable: engine !== undefined && !empty,
      tautology: /^(true|pass|ok|1|1\s*=\s*1|select 1;?)$/.test(text),
      covers: coversOf(text, dimension),
      content: [engine, fixed],
      sentence: `${short(told ?? `Rule for ${subject}`)} (checked by ${
        engine ?? 'an engine that is not named'
      }).`,
    };
  }
  if (metric !== undefined && declared !== 'text') {
    const known = entryOf(METRICS, metric);
    return {
      type: 'library',
      metric,
      executable:
        known !== undefined &&
        condition !== undefined &&
        isNumeric(condition.value),
      tautology: isTautology(
        { count: true, percent: percent && metric !== 'rowCount' },
        condition,
      ),
      covers: known?.covers ?? 'other',
      content: [metric, canonical(fields.arguments)],
      sentence: `${
        known?.words ?? `${short(metric, 60)} of`
      } ${subject}: ${expected}.`,
    };
  }
  return {
    type: declared === 'library' ? 'library' : 'text',
    metric,
    executable: false,
    tautology: false,
    covers: 'other',
    content: canonical(told ?? ''),
    sentence: short(told ?? `Rule for ${subject} without a description.`),
  };
}

/** Which side of the measured value is bounded. Of values that must not occur, "none" and "at most" bound the same side. */
function sideOf(content: RuleContent, condition: Condition | undefined) {
  const side = condition && COMPARISONS[condition.operator].side;
  return side === '=' && content.metric && content.metric !== 'rowCount'
    ? '<'
    : side;
}

/** What is run, and where. */
function placed(content: RuleContent, element: SchemaElement): unknown[] {
  // A query says itself what it looks at: hung on two columns it is still one query. A metric says it by where it stands.
  const place =
    content.type === 'library' || content.type === 'text'
      ? [element.object, element.column?.name ?? '']
      : [];
  return [content.type, place, content.content];
}

/** Whether check 9 asks for it, by what it covers and where it stands. */
function askedFor(
  content: RuleContent,
  element: SchemaElement,
  hasVolume: boolean,
): boolean {
  if (!content.executable || content.tautology) {
    return false;
  }
  const { column } = element;
  switch (content.covers) {
    case 'uniqueness':
      return !column || column.primaryKey || column.unique;
    case 'completeness':
      return !column || column.required || column.critical || column.primaryKey;
    case 'volume':
      return true;
    case 'business':
      return !hasVolume;
    default:
      return false;
  }
}

/** The quality rules of objects and columns as they are written, in the order of {@link readRules}. @internal */
export function listRules(elements: SchemaElement[]) {
  return elements.flatMap(element =>
    asList(element.fields.quality).flatMap((item, index) => {
      const fields = asFields(item);
      return fields
        ? [{ element, fields, path: [...element.path, 'quality', index] }]
        : [];
    }),
  );
}

/** Reads the quality rules of objects and columns. @internal */
export function readRules(elements: SchemaElement[]): {
  rules: ContractRule[];
  duplicateIds: { path: (string | number)[]; id: string }[];
} {
  const found = listRules(elements).map(written => {
    const { element, fields } = written;
    const condition = conditionOf(fields);
    const content = readContent(fields, element, condition);
    return { ...written, condition, content };
  });
  const hasVolume = found.some(
    ({ content }) =>
      content.covers === 'volume' && content.executable && !content.tautology,
  );
  const keys = new Map<string, number>();
  const ids = new Set<string>();
  const duplicateIds: { path: (string | number)[]; id: string }[] = [];
  const rules = found.map(({ element, fields, condition, content, path }) => {
    const id = asText(fields.id);
    if (id !== undefined) {
      if (ids.has(id)) {
        duplicateIds.push({ path, id });
      }
      ids.add(id);
    }
    const base =
      id ??
      [
        element.object,
        element.column?.name ?? '',
        content.metric ?? content.type,
      ].join('/');
    const times = (keys.get(base) ?? 0) + 1;
    keys.set(base, times);
    const severity = asText(fields.severity)?.trim();
    const strict = severity === undefined || severity.toLowerCase() === 'error';
    const run = placed(content, element);
    const rule: ContractRule = {
      id,
      key: times === 1 && id ? base : `${base}#${times}`,
      object: element.object,
      column: element.column?.name,
      type: content.type,
      metric: content.metric,
      dimension: asText(fields.dimension),
      severity,
      mandatory:
        content.executable &&
        !content.tautology &&
        (strict || askedFor(content, element, hasVolume)),
      executable: content.executable,
      fingerprint: JSON.stringify([...run, sideOf(content, condition) ?? '']),
      content: JSON.stringify(run),
      covers: content.covers,
      tautology: content.tautology,
      condition,
      interval: readSchedule(fields.schedule)?.interval,
      sentence: content.sentence,
    };
    return rule;
  });
  return { rules, duplicateIds };
}
