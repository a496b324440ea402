import {
  ComparableContract,
  readComparable,
  undeclaredChange,
  versionsToHold,
} from '.';

function contract(version: string, columns: string[]): ComparableContract {
  return readComparable(
    JSON.stringify({
      apiVersion: 'v3.1.0',
      kind: 'DataContract',
      id: 'orders',
      version,
      status: 'active',
      tags: [columns.length > 3 ? 'wide' : 'narrow'],
      schema: [{ name: 'orders', properties: columns.map(name => ({ name })) }],
    }),
  ) as ComparableContract;
}

/** What is found in the history of a contract, oldest first. */
function found(...history: [version: string, columns: string[]][]) {
  const documents = history.map(item => contract(...item));
  const held = versionsToHold(history.map(([version]) => version));
  const change = undeclaredChange(
    held.map(index => documents[index]),
    documents[documents.length - 1],
  );
  return change && [change.since, change.version.step, change.version.required];
}

describe('versions to hold a contract against', () => {
  it.each([
    [['1.0.0'], []],
    [['1.0.0', '1.0.0'], [0]],
    [
      ['1.0.0', '1.0.0', '1.1.0', '1.1.0'],
      [0, 2],
    ],
    [['1.0.0', '1.4.0', '2.0.0', '2.1.0'], [2]],
    [['1.0.0', '2.0.0', '1.0.1'], [0]],
    [['1.0.0', '1.1.0', '1.0.0'], [0]],
    [['latest', 'latest'], [0]],
    [[undefined, '1.0.0', undefined], [0]],
  ])('%j', (versions, expected) => {
    expect(versionsToHold(versions)).toEqual(expected);
  });
});

describe('a change that the version does not say', () => {
  it.each([
    ['a break under the same number', ['1.2.0', ['a', 'b']], ['1.2.0', ['a']]],
    ['a break under a minor', ['1.2.0', ['a', 'b']], ['1.3.0', ['a']]],
  ] as const)('is %s', (_, before, after) => {
    expect(
      found([before[0], [...before[1]]], [after[0], [...after[1]]]),
    ).toEqual(['1.2.0', 'major', '2.0.0']);
  });

  it('stays one when the number grows later, but by too little', () => {
    expect(
      found(['1.2.0', ['a', 'b']], ['1.2.0', ['a']], ['1.2.1', ['a']]),
    ).toEqual(['1.2.0', 'major', '2.0.0']);
  });

  it('is over with the major version, and with taking it back', () => {
    expect(
      found(['1.2.0', ['a', 'b']], ['1.2.0', ['a']], ['2.0.0', ['a']]),
    ).toBeUndefined();
    expect(
      found(['1.2.0', ['a', 'b']], ['1.2.0', ['a']], ['1.2.0', ['a', 'b']]),
    ).toBeUndefined();
  });

  it('is told as what weighs most', () => {
    expect(
      found(
        ['1.0.0', ['a', 'b']],
        ['1.1.0', ['a']],
        ['1.2.0', ['a']],
        ['1.2.0', ['a', 'c']],
      ),
    ).toEqual(['1.0.0', 'major', '2.0.0']);
    expect(found(['1.2.0', ['a']], ['1.2.0', ['a', 'b']])).toEqual([
      '1.2.0',
      'minor',
      '1.3.0',
    ]);
  });

  it('is no change of words', () => {
    const before = contract('1.0.0', ['a', 'b', 'c', 'd']);
    const after = {
      ...before,
      document: { ...before.document, tags: ['other'] },
    };
    expect(undeclaredChange([before], after)).toBeUndefined();
  });

  it('is only a break where no number tells', () => {
    expect(found(['latest', ['a']], ['latest', ['a', 'b']])).toBeUndefined();
    expect(found(['latest', ['a', 'b']], ['latest', ['a']])).toEqual([
      'latest',
      'major',
      undefined,
    ]);
  });
});
