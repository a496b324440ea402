import { parseConsumes } from './parseConsumes';

describe('parseConsumes', () => {
  it.each([
    [
      'inventory#stock-levels@2',
      ['dataproduct:sales/inventory#stock-levels@2'],
    ],
    [
      'Supply/Inventory#Stock.Levels_v@0',
      ['dataproduct:supply/inventory#Stock.Levels_v@0'],
    ],
    [
      'dataproduct:supply/inventory#stock@12',
      ['dataproduct:supply/inventory#stock@12'],
    ],
    [
      ' a#b@1 ,\n  c/d#e@2,, ',
      ['dataproduct:sales/a#b@1', 'dataproduct:c/d#e@2'],
    ],
    [
      'a#b@1,sales/a#b@1,a#b@2',
      ['dataproduct:sales/a#b@1', 'dataproduct:sales/a#b@2'],
    ],
    ['', []],
    [' , ,', []],
  ])('reads %j', (value, expected) => {
    const { items, problems } = parseConsumes(value, 'sales');
    expect(
      items.map(
        ({ productRef, port, major }) => `${productRef}#${port}@${major}`,
      ),
    ).toEqual(expected);
    expect(problems).toEqual([]);
  });

  it.each([
    'inventory',
    'inventory#stock',
    'inventory@2',
    'inventory#stock@two',
    'inventory#stock@v2',
    'inventory#stock@2.1',
    'inventory#stock@-1',
    'inventory#stock@02',
    'inventory#stock@99999999999999999999',
    'inventory##stock@2',
    'inventory#@2',
    '#stock@2',
    '///',
    'a:b:c:d///',
    'component:default/inventory#stock@2',
    'default/in ventory#stock@2',
    '-inventory#stock@2',
    'inventory-#stock@2',
    '<script>alert(1)</script>#x@1',
    '__proto__',
    `${'a'.repeat(64)}#stock@2`,
    `a#${'c'.repeat(64)}@2`,
    'inventory#stock@2\u0000',
    '{"product": "inventory"}',
  ])('leaves out %j, says so, and keeps the rest', text => {
    const { items, problems } = parseConsumes(
      `a#b@1, ${text}, c#d@2`,
      'default',
    );
    expect(items.map(item => item.text)).toEqual(['a#b@1', 'c#d@2']);
    expect(problems).toEqual([
      {
        text,
        message: expect.stringContaining('[namespace/]product#port@major'),
      },
    ]);
  });

  it('reads no more than 100 items and 10,000 characters, and says so', () => {
    const many = Array.from({ length: 150 }, (_, index) => `p${index}#x@1`);
    const manyItems = parseConsumes(many.join(), 'default');
    expect(manyItems.items).toHaveLength(100);
    expect(manyItems.problems).toEqual([
      { text: 'p100#x@1', message: expect.stringContaining('150 items') },
    ]);

    const long = parseConsumes(`a#b@1, ${'x'.repeat(5_000_000)}`, 'default');
    expect(long.items.map(item => item.text)).toEqual(['a#b@1']);
    expect(long.problems).toHaveLength(1);
    expect(long.problems[0].text.length).toBeLessThanOrEqual(121);
    expect(long.problems[0].message).toContain('5000007 characters');
  });

  it('reports at most 20 problems', () => {
    const { problems } = parseConsumes('?,'.repeat(90), 'default');
    expect(problems).toHaveLength(20);
  });

  it.each([undefined, null, 5, {}, []])('survives %j', value => {
    // What stands in an annotation is text only as far as somebody checked it.
    const { items, problems } = parseConsumes(
      value as unknown as string,
      'default',
    );
    expect(items).toEqual([]);
    expect(problems).toEqual([
      { text: '', message: 'The annotation must be text.' },
    ]);
  });
});
