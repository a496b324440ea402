import { FactValue } from '@meshproof/backstage-plugin-data-mesh-common';
import { FACTS } from '../facts/catalogue';
import { defaultRubric } from './defaultRubric';
import { sentence } from './sentence';

const NOUNS =
  'port member column rule run interval gap read reader evaluation error channel day consumer owner job repository change record'.split(
    ' ',
  );
const one = NOUNS.join('|');
const many = NOUNS.map(noun => noun.replace(/y$/, 'ie').concat('s'))
  .join('|')
  .replace('daies', 'days');
const after = (numbers: string, words: string) =>
  new RegExp(`\\b${numbers} (?:[a-z]+ ){0,2}(?:${words})\\b`);

const WRONG: [string, RegExp][] = [
  ['a plural after 1', after('1', `${many}|are|have|were`)],
  ['a singular after 0 or 2', after('[02]', `${one}|is|has|was`)],
  ['a place that was not filled', /[{}]|undefined|NaN/],
  ['a sentence in a sentence', /\.[;,.]|\s\s|\s[;,.]/],
];

function valuesOf(count: number): Record<string, FactValue> {
  const values: Record<string, FactValue> = {};
  for (const [name, { type }] of FACTS) {
    if (type === 'double') {
      // No window is shorter than fourteen days.
      values[name] = name.endsWith('WindowDays') ? 14 : count;
    } else {
      values[name] = type === 'bool' ? true : 'something';
    }
  }
  return values;
}

describe('reasons of the default rubric', () => {
  it.each(
    defaultRubric.checks.flatMap(({ id, reason }) =>
      Object.entries(reason).flatMap(([state, template]) =>
        [0, 1, 2].map(count => [id, state, count, template] as const),
      ),
    ),
  )('%s %s with %d', (_, __, count, template) => {
    const text = sentence(template, valuesOf(count));
    const wrong = WRONG.filter(([, pattern]) => pattern.test(text)).map(
      ([what]) => what,
    );
    expect({ text, wrong }).toEqual({ text, wrong: [] });
  });
});

describe('sentence', () => {
  it.each<[string, Record<string, FactValue>, string]>([
    ['{a} {a?day:days}', { a: 1 }, '1 day'],
    ['{a} {a?day:days}', { a: 0 }, '0 days'],
    ['{a} {a?day:days}', { a: 1.04 }, '1 day'],
    ['{a} {a?day:days}', { a: 1.5 }, '1.5 days'],
    ['{a} {a?day that counts:days that count}', { a: 2 }, '2 days that count'],
    ['{a%} promised', { a: 0.955 }, '95.5 % promised'],
    ['{a}, {b}', { a: true, b: '{a}' }, 'yes, {a}'],
    ['{a} {b?x:y}', { a: 1 }, '1 {b?x:y}'],
  ])('%s', (template, values, expected) => {
    expect(sentence(template, values)).toBe(expected);
  });
});
