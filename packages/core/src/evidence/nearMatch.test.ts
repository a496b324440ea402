import { nearMatch } from './nearMatch';
import { repositoryKey } from './repositoryKey';

describe('nearMatch', () => {
  const here = { namespace: 'snowflake://acme.eu', name: 'wh.inv.stock' };

  it.each<[string, string, boolean]>([
    ['snowflake://acme.eu', 'wh.inv.stock', false],
    ['snowflake://ACME.eu/', '"WH"."INV"."STOCK"', false],
    ['snowflake://org-acme', 'wh.inv.stock', true],
    ['snowflake://acme.eu', 'prod.INV.Stock', true],
    ['postgres://db:5432', 'stock', true],
    ['postgres://db:5432', 'inv.stock', true],
    ['snowflake://acme.eu', 'wh.core.stock', false],
    ['snowflake://acme.eu', 'wh.inv.stocks', false],
    ['arn:aws:glue:eu-west-1:1', 'table/inv/stock', true],
    ['snowflake://acme.eu', '', false],
  ])('%s %s: %s', (namespace, name, expected) => {
    expect(nearMatch(here, { namespace, name })).toBe(expected);
    expect(nearMatch({ namespace, name }, here)).toBe(expected);
  });
});

describe('repositoryKey', () => {
  it.each([
    'https://git.example/wh/stock',
    'https://git.example/WH/Stock.git',
    'https://git.example/wh/stock/',
    'https://ana:secret@git.example/wh/stock',
    'ssh://git@git.example/wh/stock.git',
    'git@git.example:wh/stock.git',
    ' http://git.example/wh/stock?x=1#y ',
  ])('%s', repository => {
    expect(repositoryKey(repository)).toBe('git.example/wh/stock');
  });

  it('keeps a port', () => {
    expect(repositoryKey('ssh://git@git.example:7999/wh/stock.git')).toBe(
      'git.example:7999/wh/stock',
    );
  });
});
