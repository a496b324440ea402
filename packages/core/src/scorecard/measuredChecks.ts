import { Check } from './Rubric';

const observed = {
  basis: 'observed',
  window: 'w3',
  scope: 'port',
  level: 3,
  waivable: false,
  gatesLevel: true,
} as const;

/** Level 3, and the two of level 4 that a verdict needs: what systems have to show. @internal */
export const measuredChecks: Check[] = [
  {
    ...observed,
    id: 'runs-seen',
    number: 15,
    title: 'The declared pipeline writes the data',
    dimension: 'trustworthy',
    requires: ['runsMet', 'runsExpected', 'runsWindowDays'],
    expression: 'enough(runsMet, runsExpected, 0.8)',
    reason: {
      pass: '{runsMet} of {runsExpected} expected {runsExpected?run:runs} in {runsWindowDays} days wrote this data set',
      fail: 'Only {runsMet} of {runsExpected} expected {runsExpected?run:runs} in {runsWindowDays} days wrote this data set',
    },
    fix: {
      text: 'Let the declared job write the data set at the promised rhythm, and check that job name and address in the claims are those the scheduler reports',
      who: 'team',
    },
    source: 'article, DPCH08',
  },
  {
    ...observed,
    id: 'schema-seen',
    number: 16,
    title: 'Real schema equals the contract',
    dimension: 'interoperable',
    requires: [
      'schemaColumns',
      'schemaAbsent',
      'schemaDifferent',
      'schemaExtra',
      'schemaDifferences',
    ],
    expression:
      'schemaColumns > 0.0 && schemaAbsent == 0.0 && schemaDifferent == 0.0',
    reason: {
      pass: '{schemaColumns} of {schemaColumns} promised {schemaColumns?column:columns} found; {schemaExtra} more than promised',
      fail: 'The real schema differs from the contract: {schemaDifferences}',
    },
    fix: {
      text: 'Correct the contract to what is there, or the data set to what is promised',
      who: 'team',
    },
    source: 'datacontract test',
  },
  {
    ...observed,
    id: 'quality-measured',
    number: 17,
    title: 'Promised rules are measured',
    dimension: 'trustworthy',
    requires: [
      'rulesPromised',
      'rulesMeasured',
      'mandatoryRules',
      'mandatoryRulesMeasured',
      'rulesUnmeasured',
      'qualityWindowDays',
    ],
    expression:
      'mandatoryRulesMeasured >= mandatoryRules && rulesMeasured >= 0.8 * rulesPromised',
    reason: {
      pass: '{rulesMeasured} of {rulesPromised} promised {rulesPromised?rule:rules} brought results in {qualityWindowDays} days; of the mandatory ones {mandatoryRulesMeasured} of {mandatoryRules}',
      fail: '{rulesMeasured} of {rulesPromised} promised {rulesPromised?rule:rules} brought results in {qualityWindowDays} days; without one: {rulesUnmeasured}',
    },
    fix: {
      text: 'Run every promised rule and send its result under the id it has in the contract; results of removed rules are asked for until a window is over',
      who: 'team',
    },
    source: 'CSA D2 L4',
  },
  {
    ...observed,
    id: 'timeliness-measured',
    number: 18,
    title: 'Promises of timeliness are measured',
    dimension: 'trustworthy',
    requires: [
      'intervalsMeasured',
      'intervalsExpected',
      'intervalGaps',
      'intervalWindowDays',
    ],
    expression: 'enough(intervalsMeasured, intervalsExpected, 0.9)',
    reason: {
      pass: '{intervalsMeasured} of {intervalsExpected} expected {intervalsExpected?interval:intervals} in {intervalWindowDays} days brought a result',
      fail: '{intervalsMeasured} of {intervalsExpected} expected {intervalsExpected?interval:intervals} in {intervalWindowDays} days brought a result; {intervalGaps} {intervalGaps?gap:gaps}',
    },
    fix: {
      text: 'Send a run or a freshness result for every promised interval; what a removed or loosened promise asked for counts until a window is over',
      who: 'team',
    },
    source: 'Ontos SLA_COMPLIANT',
  },
  {
    ...observed,
    id: 'served',
    number: 19,
    title: 'It is read at its address',
    dimension: 'addressable',
    waivable: true,
    requires: ['readsServed', 'servedWindowDays'],
    expression: 'readsServed > 0.0',
    reason: {
      pass: '{readsServed} {readsServed?read:reads} by others than the writer in {servedWindowDays} days',
      fail: 'Nobody but the writer read it in {servedWindowDays} days',
    },
    fix: {
      text: 'Check that the declared address is the one consumers use, and let one of them read it',
      who: 'team',
    },
    source: 'Dehghani natively accessible',
  },
  {
    ...observed,
    id: 'owner-changes-it',
    number: 20,
    title: 'The owner group changes it',
    dimension: 'ownership',
    scope: 'product',
    requires: ['changesByOwner', 'changesCounted'],
    expression:
      'changesCounted >= 3.0 && changesByOwner >= 0.5 * changesCounted',
    reason: {
      pass: '{changesByOwner} of the last {changesCounted} merged {changesCounted?change:changes} came from the owner group or the named curator',
      fail: 'Only {changesByOwner} of the last {changesCounted} merged {changesCounted?change:changes} came from the owner group or the named curator',
    },
    fix: {
      text: 'Let the owner group make the changes; or name, as spec.curator, the group that does',
      who: 'team',
    },
    source: 'article',
  },
  {
    ...observed,
    id: 'read-by-others',
    number: 21,
    title: 'Someone outside the owner group reads it',
    dimension: 'valuable',
    scope: 'product',
    waivable: true,
    requires: ['readersOutside', 'readersWindowDays'],
    expression: 'readersOutside > 0.0',
    reason: {
      pass: '{readersOutside} {readersOutside?reader that counts:readers that count} in {readersWindowDays} days',
      fail: 'No reader that counts in {readersWindowDays} days, though reads are observed there',
    },
    fix: {
      text: 'Ask the entities in spec.intendedFor to read it, or ask whether it is needed',
      who: 'team',
    },
    source: 'CSA zero consumption',
  },
  {
    ...observed,
    id: 'timeliness-kept',
    number: 22,
    title: 'Timeliness is kept',
    level: 4,
    window: 'w4',
    dimension: 'trustworthy',
    gatesLevel: false,
    requires: [
      'intervalsKept',
      'keptExpected',
      'keptGaps',
      'keptTarget',
      'keptWindowDays',
    ],
    expression: 'enough(intervalsKept, keptExpected, keptTarget)',
    reason: {
      pass: '{intervalsKept} of {keptExpected} {keptExpected?interval:intervals} in {keptWindowDays} days came in time; {keptTarget%} promised',
      fail: 'Only {intervalsKept} of {keptExpected} {keptExpected?interval:intervals} in {keptWindowDays} days came in time; {keptTarget%} promised, {keptGaps} {keptGaps?gap:gaps}',
    },
    fix: {
      text: 'Find why intervals are late or missing; a looser promise counts only after a window of its own',
      who: 'team',
    },
    source: 'SLO practice',
  },
  {
    ...observed,
    id: 'quality-kept',
    number: 23,
    title: 'Mandatory rules hold',
    level: 4,
    window: 'w4',
    dimension: 'trustworthy',
    gatesLevel: false,
    requires: [
      'evaluations',
      'evaluationsPassed',
      'rulesFailingTooLong',
      'rulesFailing',
      'keptQualityWindowDays',
    ],
    expression:
      'enough(evaluationsPassed, evaluations, 0.95) && rulesFailingTooLong == 0.0',
    reason: {
      pass: '{evaluationsPassed} of {evaluations} {evaluations?evaluation:evaluations} of mandatory rules passed in {keptQualityWindowDays} days',
      fail: '{evaluationsPassed} of {evaluations} {evaluations?evaluation:evaluations} of mandatory rules passed in {keptQualityWindowDays} days; failing longer than the promised repair time: {rulesFailing}',
    },
    fix: {
      text: 'Repair the data behind the failing rules within the promised time',
      who: 'team',
    },
    source: 'article',
  },
];
