import {
  answerOf,
  Case,
  withSpec,
  withContract,
  surroundings,
  ownerGroup,
} from './__testUtils__/variations';
import {
  CENTRAL,
  column,
  contract,
  DAY,
  JOB,
  NOW,
  OWNER,
  promise,
  rule,
} from './__testUtils__/situation';

const CASES: Record<string, Case[]> = {
  'owner-resolves': [
    ['a live group of the domain', {}, 'pass'],
    ['no owner', withSpec({ owner: undefined }), 'fail'],
    ['a group nobody knows', ownerGroup([], false), 'fail'],
    ['one member', ownerGroup(['user:default/ana']), 'fail'],
    [
      'half of it central',
      ownerGroup(['user:default/ana', 'user:default/zoe']),
      'fail',
    ],
    [
      'half of it central, and a curator says so',
      {
        ...withSpec({ curator: CENTRAL }),
        ...surroundings({
          groups: {
            [OWNER]: {
              ref: OWNER,
              exists: true,
              family: [OWNER],
              members: ['user:default/ana', 'user:default/zoe'],
            },
            [CENTRAL]: {
              ref: CENTRAL,
              exists: true,
              family: [CENTRAL],
              members: ['user:default/zoe'],
            },
          },
        }),
      },
      'pass',
    ],
    [
      'half of it central, and a group that is not central named as curator',
      {
        ...withSpec({ curator: 'group:default/planning' }),
        ...surroundings({
          groups: {
            [OWNER]: {
              ref: OWNER,
              exists: true,
              family: [OWNER],
              members: ['user:default/ana', 'user:default/zoe'],
            },
            'group:default/planning': {
              ref: 'group:default/planning',
              exists: true,
              family: ['group:default/planning'],
              members: ['user:default/pia', 'user:default/ole'],
            },
          },
        }),
      },
      'fail',
    ],
    [
      'a group of another domain',
      surroundings({
        domain: {
          ref: 'domain:default/x',
          exists: true,
          family: [],
          groups: [],
        },
      }),
      'fail',
    ],
    ['no domain', surroundings({ domain: undefined }), 'fail'],
  ],
  'product-owner-named': [
    ['in the owner group', {}, 'pass'],
    ['nobody', withSpec({ team: [] }), 'fail'],
    [
      'not in the group',
      withSpec({
        team: [{ member: 'user:default/kim', role: 'product-owner' }],
      }),
      'fail',
    ],
    [
      'left 59 days ago',
      {
        ...withSpec({
          team: [{ member: 'user:default/kim', role: 'product-owner' }],
        }),
        ...surroundings({
          leftOwnerGroupAt: { 'user:default/kim': NOW - 59 * DAY },
        }),
      },
      'pass',
    ],
    [
      'left 61 days ago',
      {
        ...withSpec({
          team: [{ member: 'user:default/kim', role: 'product-owner' }],
        }),
        ...surroundings({
          leftOwnerGroupAt: { 'user:default/kim': NOW - 61 * DAY },
        }),
      },
      'fail',
    ],
  ],
  'purpose-and-consumer': [
    ['both stated', {}, 'pass'],
    [
      'a template text',
      withSpec({ purpose: 'TODO describe the purpose' }),
      'fail',
    ],
    ['the name again', withSpec({ purpose: 'inventory' }), 'fail'],
    [
      'a word of a template inside another word',
      withSpec({ purpose: 'El método de planificación usa estas cifras.' }),
      'pass',
    ],
    ['a consumer that does not exist', surroundings({ entities: {} }), 'fail'],
    [
      'a consumer of its own',
      surroundings({
        entities: {
          'component:default/forecast': {
            exists: true,
            owner: OWNER,
            aiUseCase: false,
          },
        },
      }),
      'fail',
    ],
    [
      'a consumer of its own, for a consumer-aligned product',
      {
        ...withSpec({ type: 'consumer-aligned' }),
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
      'pass',
    ],
  ],
  'port-addressable': [
    ['type and address', {}, 'pass'],
    ['no port', withSpec({ outputPorts: [] }), 'fail'],
    ['a contract without server', withContract({ servers: [] }), 'fail'],
  ],
  'contract-conformant': [
    ['conformant, same version', {}, 'pass'],
    ['not conformant', withContract({ conformant: false }), 'fail'],
    ['another version', withContract({ version: '1.1.0' }), 'fail'],
    ['not found', { contracts: [] }, 'fail'],
    ['no port at all', withSpec({ outputPorts: [] }), 'unknown', 'not-wired'],
  ],
  'schema-described': [
    ['all described', {}, 'pass'],
    [
      'one of three only named',
      withContract({
        columns: [
          ...contract().columns.slice(1),
          column('site', { description: 'Site' }),
        ],
      }),
      'fail',
    ],
    [
      'a template text',
      withContract({ columns: [column('site', { description: 'TODO' })] }),
      'fail',
    ],
    ...(
      [
        ['stockLevel', 'The stock level'],
        ['site', 'This column.'],
        ['address.city', 'City of the address'],
        ['address.city', 'City'],
      ] as const
    ).map<Case>(([name, description]) => [
      `"${description}" for ${name}`,
      withContract({ columns: [column(name, { description })] }),
      description.includes('address') ? 'pass' : 'fail',
    ]),
    [
      'the same sentence everywhere',
      withContract({
        columns: ['a', 'b', 'c'].map(name =>
          column(name, { description: 'A column of this table' }),
        ),
      }),
      'fail',
    ],
    ['no column', withContract({ columns: [] }), 'fail'],
    ['no contract', { contracts: [] }, 'unknown', 'not-wired'],
  ],
  'quality-rules-substantive': [
    ['key, completeness and volume', {}, 'pass'],
    [
      'two rules',
      withContract({ rules: contract().rules.slice(0, 2) }),
      'fail',
    ],
    [
      'uniqueness of a column that is no key',
      withContract({
        rules: [
          rule('unique', 'uniqueness', { column: 'quantity' }),
          ...contract().rules.slice(1),
        ],
      }),
      'fail',
    ],
    [
      'uniqueness of a column, where the contract names no key',
      withContract({
        columns: contract().columns.map(own => ({
          ...own,
          primaryKey: false,
          critical: false,
        })),
        rules: [
          rule('unique', 'uniqueness', { column: 'quantity' }),
          ...contract().rules.slice(1),
        ],
      }),
      'pass',
    ],
    [
      'completeness of a column that nobody requires',
      withContract({
        rules: contract().rules.map(own =>
          own.id === 'complete' ? { ...own, column: 'quantity' } : own,
        ),
      }),
      'fail',
    ],
    [
      'a tautology',
      withContract({
        rules: [
          ...contract().rules.slice(0, 2),
          rule('volume', 'volume', { tautology: true }),
        ],
      }),
      'fail',
    ],
    [
      'copies',
      withContract({
        rules: contract().rules.map(own => ({ ...own, fingerprint: 'same' })),
      }),
      'fail',
    ],
    [
      'text only',
      withContract({
        rules: contract().rules.map(own => ({
          ...own,
          type: 'text' as const,
          executable: false,
        })),
      }),
      'fail',
    ],
    [
      'one more critical column without a rule',
      withContract({
        columns: [...contract().columns, column('price', { critical: true })],
      }),
      'fail',
    ],
  ],
  'timeliness-promised': [
    ['promised', {}, 'pass'],
    ['not promised', withContract({ timeliness: undefined }), 'fail'],
    [
      'at the ceiling',
      withContract({ timeliness: promise({ latency: 31 * DAY }) }),
      'pass',
    ],
    [
      'over the ceiling',
      withContract({ timeliness: promise({ latency: 32 * DAY }) }),
      'fail',
    ],
    [
      'rare but prompt',
      withContract({ timeliness: promise({ frequency: 92 * DAY }) }),
      'pass',
    ],
  ],
  'support-promised': [
    [
      'an answer before the question',
      withSpec({ support: [{ channel: '#x', respondsWithin: '-P1D' }] }),
      'fail',
    ],
    ['two days', {}, 'pass'],
    [
      'three days',
      withSpec({ support: [{ channel: '#x', respondsWithin: 'P3D' }] }),
      'fail',
    ],
    ['no answer promised', withSpec({ support: [{ channel: '#x' }] }), 'fail'],
    [
      'in the contract',
      {
        ...withSpec({ support: [] }),
        ...withContract({
          support: [{ channel: '#x', respondsWithin: 'PT8H' }],
        }),
      },
      'pass',
    ],
  ],
  'pipeline-and-code-named': [
    ['both', {}, 'pass'],
    [
      'no repository',
      withSpec({ pipelines: [{ name: 'p', job: JOB }] }),
      'fail',
    ],
    ['nothing', withSpec({ pipelines: [] }), 'fail'],
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
