import { english } from '../../__testUtils__/english';
import { DataProductColumn, findColumnProblems } from './findColumnProblems';

const t = english();
const site = { name: 'site', description: 'Code of the site', key: true };
const quantity = {
  name: 'quantity',
  description: 'Pieces on hand',
  critical: true,
};

describe('findColumnProblems', () => {
  it('has nothing to say about columns that are complete', () => {
    expect(findColumnProblems(t, [site, quantity])).toEqual([]);
  });

  it.each<[string, DataProductColumn[], string]>([
    ['no column', [], 'Add at least one column.'],
    ['no name', [site, { ...quantity, name: '' }], 'Column 2 has no name.'],
    [
      'a name with a space',
      [site, { ...quantity, name: 'on hand' }],
      'Column "on hand" cannot be named so: start with a letter or _, then letters, digits and _ only.',
    ],
    [
      'no description',
      [site, { ...quantity, description: '  ' }],
      'Column "quantity" has no description.',
    ],
    [
      'a name twice, in capitals once',
      [site, quantity, { ...site, name: 'SITE' }],
      'Column "site" is listed twice, in rows 1 and 3.',
    ],
    [
      'a name three times',
      [site, quantity, site, site],
      'Column "site" is listed 3 times, in rows 1, 3 and 4.',
    ],
    [
      'a description that does not fit',
      [site, { ...quantity, description: 'x'.repeat(501) }],
      'Column "quantity" has a description of 501 characters, at most 500 fit.',
    ],
  ])('stops at %s', (_name, columns, message) => {
    const errors = findColumnProblems(t, columns).filter(
      problem => problem.severity === 'error',
    );
    expect(errors.map(error => error.message)).toEqual([message]);
  });

  it.each<[string, DataProductColumn[], string]>([
    [
      'no key',
      [{ ...site, key: false }, quantity],
      'No column is marked as key: mark those that together identify one row.',
    ],
    [
      'nothing critical',
      [site],
      'No column is marked as critical: mark those that must never be wrong.',
    ],
    [
      'a description that repeats the name',
      [site, { ...quantity, description: 'Quantity.' }],
      'Column "quantity" has a description that only repeats its name: say what it means.',
    ],
  ])('gives a hint about %s', (_name, columns, message) => {
    expect(findColumnProblems(t, columns)).toEqual([
      expect.objectContaining({ severity: 'hint', message }),
    ]);
  });
});
