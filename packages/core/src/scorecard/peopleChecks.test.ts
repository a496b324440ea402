import {
  answerOf,
  Case,
  SINCE,
  withSpec,
  surroundings,
  evidence,
  daysAgo,
} from './__testUtils__/variations';
import {
  CENTRAL,
  change,
  dailyEvidence,
  DAY,
  HOUR,
  NOW,
  OWNER,
  situation,
  sources,
  spec,
} from './__testUtils__/situation';

const CASES: Record<string, Case[]> = {
  served: [
    ['read', {}, 'pass'],
    [
      'read by the writer only',
      {
        evidence: dailyEvidence({}).map(record =>
          record.kind === 'usage' ? { ...record, writer: true } : record,
        ),
      },
      'fail',
    ],
    [
      'nobody, a source looks',
      { evidence: dailyEvidence({ without: ['usage'] }) },
      'fail',
    ],
    [
      'nobody, a source looks since ten days',
      {
        evidence: dailyEvidence({ without: ['usage'] }),
        sources: sources({ firstAt: NOW - 10 * DAY }),
      },
      'unknown',
      'too-early',
    ],
    [
      'nobody looks',
      {
        evidence: dailyEvidence({ without: ['usage'] }),
        sources: sources({ kinds: ['run'] }),
      },
      'unknown',
      'no-source',
    ],
    [
      'first read yesterday',
      evidence(record => record.kind !== 'usage' || daysAgo(record) === 1),
      'pass',
    ],
  ],
  'owner-changes-it': [
    ['the owner group', {}, 'pass'],
    [
      'five of ten',
      {
        evidence: Array.from({ length: 10 }, (_, index) =>
          change(NOW - (index + 1) * DAY, index % 2 ? OWNER : CENTRAL),
        ),
      },
      'pass',
    ],
    [
      'four of ten',
      {
        evidence: Array.from({ length: 10 }, (_, index) =>
          change(NOW - (index + 1) * DAY, index < 4 ? OWNER : CENTRAL),
        ),
      },
      'fail',
    ],
    [
      'the owner group, lent to the centre',
      {
        evidence: [1, 2, 3].map(day =>
          change(NOW - day * DAY, OWNER, { groups: [OWNER, CENTRAL] }),
        ),
      },
      'fail',
    ],
    [
      'the curator, named all along',
      {
        ...withSpec({ curator: CENTRAL }),
        evidence: [1, 2, 3].map(day => change(NOW - day * DAY, CENTRAL)),
      },
      'pass',
    ],
    [
      'the curator, named until yesterday',
      {
        claims: [
          {
            from: SINCE,
            name: 'inventory',
            spec: spec({ curator: CENTRAL }),
          },
          { from: NOW - DAY, name: 'inventory', spec: spec() },
        ],
        evidence: [2, 3, 4].map(day => change(NOW - day * DAY, CENTRAL)),
      },
      'fail',
    ],
    [
      'people of the centre, in a curator that is not central',
      {
        ...withSpec({ curator: 'group:default/planning' }),
        ...surroundings({
          groups: {
            ...situation().surroundings.groups,
            'group:default/planning': {
              ref: 'group:default/planning',
              exists: true,
              family: ['group:default/planning'],
              members: [],
            },
          },
        }),
        evidence: [2, 3, 4].map(day =>
          change(NOW - day * DAY, CENTRAL, {
            groups: [CENTRAL, 'group:default/planning'],
          }),
        ),
      },
      'fail',
    ],
    [
      'the curator, named after the changes',
      {
        claims: [
          { from: SINCE, name: 'inventory', spec: spec() },
          {
            from: NOW - HOUR,
            name: 'inventory',
            spec: spec({ curator: CENTRAL }),
          },
        ],
        evidence: [1, 2, 3, 4].map(day => change(NOW - day * DAY, CENTRAL)),
      },
      'unknown',
      'too-early',
    ],
    [
      'a new owner, two changes later',
      {
        claims: [
          { from: SINCE, name: 'inventory', spec: spec({ owner: CENTRAL }) },
          { from: NOW - 3 * DAY, name: 'inventory', spec: spec() },
        ],
        evidence: [1, 2, 4, 5, 6].map(day => change(NOW - day * DAY, OWNER)),
      },
      'unknown',
      'too-early',
    ],
    [
      'a new owner, three changes later',
      {
        claims: [
          { from: SINCE, name: 'inventory', spec: spec({ owner: CENTRAL }) },
          { from: NOW - 4 * DAY, name: 'inventory', spec: spec() },
        ],
        evidence: [1, 2, 3].map(day => change(NOW - day * DAY, OWNER)),
      },
      'pass',
    ],
    [
      'a renamed group with the same people',
      {
        claims: [
          {
            from: SINCE,
            name: 'inventory',
            spec: spec({ owner: 'group:default/supply' }),
          },
          { from: NOW - HOUR, name: 'inventory', spec: spec() },
        ],
        evidence: [1, 2, 3].map(day =>
          change(NOW - day * DAY, 'group:default/supply'),
        ),
        ...surroundings({
          groups: {
            ...situation().surroundings.groups,
            'group:default/supply': {
              ref: 'group:default/supply',
              exists: false,
              family: [],
              members: ['user:default/ana', 'user:default/ben'],
            },
          },
        }),
      },
      'pass',
    ],
    [
      'two changes',
      { evidence: [1, 2].map(day => change(NOW - day * DAY, OWNER)) },
      'unknown',
      'too-early',
    ],
    [
      'bots and format-only changes',
      {
        evidence: [1, 2, 3].flatMap(day => [
          change(NOW - day * DAY, OWNER, { bot: true }),
          change(NOW - day * DAY - HOUR, OWNER, { touches: [] }),
        ]),
      },
      'unknown',
      'not-wired',
    ],
    [
      'authors of no known group',
      {
        evidence: [1, 2, 3].map(day =>
          change(NOW - day * DAY, OWNER, { groups: [] }),
        ),
      },
      'unknown',
      'not-wired',
    ],
    [
      'no source of changes',
      { evidence: [], sources: sources({ kinds: ['run'] }) },
      'unknown',
      'no-source',
    ],
    [
      'told by the owner',
      {
        evidence: [1, 2, 3].map(day =>
          change(NOW - day * DAY, OWNER, {
            witness: 'self',
            basis: 'observed',
          }),
        ),
      },
      'unknown',
      'not-wired',
    ],
  ],
  'read-by-others': [
    ['a reader of another group', {}, 'pass'],
    [
      'first read yesterday',
      evidence(record => record.kind !== 'usage' || daysAgo(record) === 1),
      'pass',
    ],
    [
      'its own reader',
      {
        evidence: dailyEvidence({}),
        ...surroundings({
          entities: {
            'component:default/forecast': {
              exists: true,
              owner: OWNER,
              aiUseCase: false,
            },
          },
        }),
      },
      'fail',
    ],
    [
      'a reader nobody knows',
      { ...surroundings({ entities: {} }) },
      'unknown',
      'unmatched',
    ],
    [
      'nobody in 90 days',
      { evidence: dailyEvidence({ without: ['usage'] }) },
      'fail',
    ],
    [
      'nobody, a source looks since 80 days',
      {
        evidence: dailyEvidence({ without: ['usage'] }),
        sources: sources({ firstAt: NOW - 80 * DAY }),
      },
      'unknown',
      'too-early',
    ],
    [
      'nobody looks',
      {
        evidence: dailyEvidence({ without: ['usage'] }),
        sources: sources({ kinds: ['run'] }),
      },
      'unknown',
      'no-source',
    ],
    [
      'consumer-aligned, read by another than named',
      withSpec({
        type: 'consumer-aligned',
        intendedFor: ['component:default/other'],
      }),
      'fail',
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
