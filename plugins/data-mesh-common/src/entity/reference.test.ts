import { parsePortReference, parseStrictEntityRef } from './reference';

describe('parseStrictEntityRef', () => {
  it.each([
    ['supply', { kind: 'Group', namespace: 'default', name: 'supply' }],
    ['eu/supply', { kind: 'Group', namespace: 'eu', name: 'supply' }],
    ['user:eu/ana.b_c', { kind: 'user', namespace: 'eu', name: 'ana.b_c' }],
    ['user:ana', { kind: 'user', namespace: 'default', name: 'ana' }],
  ])('reads %s', (text, expected) => {
    expect(
      parseStrictEntityRef(text, { kind: 'Group', namespace: 'default' }),
    ).toEqual(expected);
  });

  it.each([
    '',
    '///',
    'a:b:c:d///',
    'group:',
    'group:default/',
    'group:/x',
    'a/b/c',
    'two words',
    'x\n',
    'a'.repeat(64),
    undefined,
    7,
    { kind: 'Group' },
  ])('finds no reference in %j', text => {
    expect(
      parseStrictEntityRef(text, { kind: 'Group', namespace: 'default' }),
    ).toBeUndefined();
  });

  it('needs a kind from somewhere', () => {
    expect(
      parseStrictEntityRef('default/wms', { namespace: 'default' }),
    ).toBeUndefined();
  });
});

describe('parsePortReference', () => {
  it('reads a port of another product', () => {
    expect(parsePortReference('sales/orders#orders@3', 'default')).toEqual({
      productRef: 'dataproduct:sales/orders',
      port: 'orders',
      major: 3,
    });
  });

  it.each(['sales/orders', 'component:orders#a@1', undefined])(
    'finds no port in %j',
    text => {
      expect(parsePortReference(text, 'default')).toBeUndefined();
    },
  );
});
