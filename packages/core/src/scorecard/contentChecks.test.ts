import { ContractRule } from '../contract/types';
import { EvidenceRecord } from '../evidence/types';
import {
  answerOf,
  Case,
  withContract,
  evidence,
  daysAgo,
  SINCE,
} from './__testUtils__/variations';
import {
  column,
  contract,
  dailyEvidence,
  DAY,
  HOUR,
  NOW,
  rule,
  situation,
} from './__testUtils__/situation';
import { ProductSituation } from './types';

const LIMITED = (value: number, extra: Partial<ContractRule> = {}) =>
  rule('unique', 'uniqueness', {
    condition: { operator: 'mustBeLessOrEqualTo', value },
    ...extra,
  });

/** The rule has failed all along, was written anew so many days ago, and passes since; with the value it measured. */
function rewritten(
  days: number,
  written: ContractRule,
  value?: number,
): Partial<ProductSituation> {
  return {
    contracts: [
      {
        key: 'id:stock@1.0.0',
        from: SINCE,
        reading: contract({ rules: [LIMITED(0)] }),
      },
      {
        key: 'id:stock@1.0.0',
        from: NOW - days * DAY,
        reading: contract({ rules: [written] }),
      },
    ],
    evidence: dailyEvidence({}).map(record =>
      record.kind === 'quality'
        ? {
            ...record,
            value,
            outcome:
              record.rule.id === 'unique' && record.time < NOW - days * DAY
                ? 'fail'
                : 'pass',
          }
        : record,
    ),
  };
}

const CASES: Record<string, Case[]> = {
  'schema-seen': [
    ['equal', {}, 'pass'],
    [
      'more than promised',
      withContract({ columns: contract().columns.slice(0, 2) }),
      'pass',
    ],
    [
      'a column is missing',
      withContract({ columns: [...contract().columns, column('price')] }),
      'fail',
    ],
    [
      'another type',
      withContract({ columns: [column('quantity', { logicalType: 'date' })] }),
      'fail',
    ],
    [
      'a type nobody knows',
      withContract({
        columns: [
          column('quantity', {
            logicalType: undefined,
            physicalType: 'geography',
          }),
        ],
      }),
      'pass',
    ],
    [
      'seen nine days ago',
      evidence(record => record.kind !== 'schema' || daysAgo(record) >= 9),
      'stale',
    ],
    [
      'seen seven days ago',
      evidence(record => record.kind !== 'schema' || daysAgo(record) >= 7),
      'pass',
    ],
    [
      'never seen',
      { evidence: dailyEvidence({ without: ['schema'] }), sources: [] },
      'unknown',
      'no-source',
    ],
    [
      'put right yesterday',
      {
        evidence: dailyEvidence({}).map(record =>
          record.kind === 'schema' && daysAgo(record) > 1
            ? { ...record, columns: [] }
            : record,
        ),
      },
      'pass',
    ],
  ],
  'quality-measured': [
    ['all rules', {}, 'pass'],
    [
      'all rules fail',
      {
        evidence: dailyEvidence({}).map(record =>
          record.kind === 'quality'
            ? { ...record, outcome: 'fail' as const }
            : record,
        ),
      },
      'pass',
    ],
    [
      'a mandatory one is not run',
      evidence(
        record => record.kind !== 'quality' || record.rule.id !== 'volume',
      ),
      'fail',
    ],
    [
      'one of five is not run, and it is optional',
      {
        ...withContract({
          rules: [
            ...contract().rules,
            rule('a', 'other', { mandatory: false }),
            rule('b', 'other', { mandatory: false }),
          ],
        }),
        evidence: dailyEvidence({}).flatMap<EvidenceRecord>(record =>
          record.kind === 'quality'
            ? [record, { ...record, id: `${record.id}a`, rule: { id: 'a' } }]
            : record,
        ),
      },
      'pass',
    ],
    [
      'matched by column and metric',
      {
        ...withContract({
          rules: [
            rule('x', 'uniqueness', {
              id: undefined,
              column: 'site',
              metric: 'nullValues',
            }),
          ],
        }),
        evidence: dailyEvidence({}).map(record =>
          record.kind === 'quality'
            ? { ...record, rule: { column: 'SITE', metric: 'nullValues' } }
            : record,
        ),
      },
      'pass',
    ],
    [
      'two rules fit',
      {
        ...withContract({
          rules: ['x', 'y'].map(key =>
            rule(key, 'uniqueness', {
              id: undefined,
              column: 'site',
              metric: 'nullValues',
            }),
          ),
        }),
        evidence: dailyEvidence({}).map(record =>
          record.kind === 'quality'
            ? { ...record, rule: { column: 'site', metric: 'nullValues' } }
            : record,
        ),
      },
      'unknown',
      'not-wired',
    ],
    [
      'could not be run',
      {
        evidence: dailyEvidence({}).map(record =>
          record.kind === 'quality'
            ? { ...record, outcome: 'error' as const }
            : record,
        ),
      },
      'unknown',
      'not-wired',
    ],
    ['no rule promised', withContract({ rules: [] }), 'unknown', 'not-wired'],
    [
      'a rule was promised yesterday, not run yet, and taken back',
      {
        contracts: [
          ...situation().contracts,
          {
            key: 'id:stock@1.0.0',
            from: NOW - DAY,
            reading: contract({
              rules: [...contract().rules, rule('short', 'business')],
            }),
          },
          {
            key: 'id:stock@1.0.0',
            from: NOW - HOUR,
            reading: contract(),
          },
        ],
      },
      'pass',
    ],
    [
      'none that can fail',
      withContract({
        rules: contract().rules.map(own => ({ ...own, tautology: true })),
      }),
      'unknown',
      'not-wired',
    ],
    [
      'one that cannot fail is not run',
      withContract({
        rules: [
          ...contract().rules,
          rule('always', 'business', { tautology: true }),
        ],
      }),
      'pass',
    ],
  ],
  'quality-kept': [
    ['all pass', {}, 'pass'],
    [
      'one failure, repaired the next day',
      {
        evidence: dailyEvidence({}).map(record =>
          record.kind === 'quality' &&
          record.rule.id === 'unique' &&
          daysAgo(record) === 10
            ? { ...record, outcome: 'fail' as const }
            : record,
        ),
      },
      'pass',
    ],
    [
      'a rule fails for a week',
      {
        evidence: dailyEvidence({}).map(record =>
          record.kind === 'quality' &&
          record.rule.id === 'unique' &&
          daysAgo(record) < 7
            ? { ...record, outcome: 'fail' as const }
            : record,
        ),
      },
      'fail',
    ],
    [
      'an optional rule fails for a week',
      {
        ...withContract({
          rules: contract().rules.map(own => ({
            ...own,
            mandatory: own.id !== 'unique',
          })),
        }),
        evidence: dailyEvidence({}).map(record =>
          record.kind === 'quality' &&
          record.rule.id === 'unique' &&
          daysAgo(record) < 7
            ? { ...record, outcome: 'fail' as const }
            : record,
        ),
      },
      'pass',
    ],
    [
      'one that cannot fail stands beside one that fails every other week',
      {
        ...withContract({
          rules: [
            rule('unique', 'uniqueness'),
            rule('always', 'business', { tautology: true }),
          ],
        }),
        evidence: dailyEvidence({}).map(record => {
          if (record.kind !== 'quality') {
            return record;
          }
          return record.rule.id === 'unique'
            ? {
                ...record,
                outcome: daysAgo(record) % 14 === 5 ? 'fail' : 'pass',
              }
            : { ...record, rule: { id: 'always' } };
        }),
      },
      'fail',
    ],
    [
      'failed, was made weaker 27 days ago, passes since',
      rewritten(27, LIMITED(10)),
      'fail',
    ],
    [
      'failed, was made weaker 29 days ago, passes since',
      rewritten(29, LIMITED(10)),
      'pass',
    ],
    [
      'failed, was made weaker, would not pass as it was',
      rewritten(27, LIMITED(10), 4),
      'fail',
    ],
    [
      'failed, runs something else under its id, passes since',
      rewritten(27, LIMITED(0, { content: 'another table' })),
      'fail',
    ],
    [
      'passed all along, and was made weaker',
      {
        ...rewritten(20, LIMITED(10)),
        evidence: dailyEvidence({}),
      },
      'pass',
    ],
    [
      'made stricter, fails since yesterday',
      {
        ...rewritten(20, LIMITED(-1)),
        evidence: dailyEvidence({}).map(record =>
          record.kind === 'quality' && daysAgo(record) < 2
            ? { ...record, outcome: 'fail' as const }
            : record,
        ),
      },
      'fail',
    ],
    [
      'only the last result of an interval counts',
      {
        evidence: dailyEvidence({}).flatMap(record =>
          record.kind === 'quality' && record.rule.id === 'unique'
            ? [
                {
                  ...record,
                  id: `${record.id}f`,
                  time: record.time - HOUR,
                  outcome: 'fail' as const,
                },
                record,
              ]
            : [record],
        ),
      },
      'pass',
    ],
  ],
};

describe.each(Object.entries(CASES))('%s', (id, cases) => {
  it.each(cases.map(entry => [entry[0], entry] as const))(
    '%s',
    (_, [, extra, state, cause]) => {
      const answer = answerOf(id, extra);
      // The reason is in both, so that a failure shows it.
      expect(answer).toEqual({ state, cause, reason: answer.reason });
      expect(answer.reason).not.toMatch(/\{|undefined|NaN/);
    },
  );
});
