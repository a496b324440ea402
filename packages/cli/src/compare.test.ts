import { commandWorld } from './__testUtils__/commandWorld';

const contract = (version: string, columns: object[], more: object = {}) => ({
  apiVersion: 'v3.1.0',
  kind: 'DataContract',
  id: 'orders',
  version,
  status: 'active',
  schema: [{ name: 'orders', properties: columns }],
  ...more,
});
const ID = { name: 'order_id', logicalType: 'string', required: true };
const TOTAL = { name: 'total', logicalType: 'number' };

describe('meshproof compare', () => {
  const world = commandWorld((_, response) => response.end());
  const { file } = world;
  const run = (args: string[], stdin?: string) =>
    world.run(['compare', ...args], { stdin });

  it('tells what breaks, where, and which version that asks for', async () => {
    const { code, out, err } = await run([
      file('old.yaml', contract('1.2.0', [ID, TOTAL])),
      file(
        'new.yaml',
        contract('1.3.0', [{ ...ID, required: false }], { tags: ['sales'] }),
      ),
    ]);
    expect(err).toBe('');
    expect(out).toBe(
      [
        `Against version 1.2.0 (${world.folder}/old.yaml)`,
        '',
        '  Breaks existing readers: 2',
        '    Column order_id of orders may now be empty.',
        '      schema[0].properties[0].required',
        '    Column total of orders is gone.',
        '      schema[0].properties[1]',
        '',
        '  Safe: 1',
        '    The contract: tags reads differently.',
        '      tags',
        '',
        '  The version has to be 2.0.0 or more, not 1.3.0, because something breaks existing readers.',
        '',
      ].join('\n'),
    );
    expect(code).toBe(1);
  });

  it('ends well where the version says enough, breaking or not', async () => {
    const old = file('old.yaml', contract('1.2.0', [ID, TOTAL]));
    const broken = await run([old, file('new.yaml', contract('2.0.0', [ID]))]);
    expect(broken.code).toBe(0);
    expect(broken.out).toContain('Version 2.0.0 says enough after 1.2.0');
    const same = await run([old, old]);
    expect(same.code).toBe(0);
    expect(same.out).toContain('Nothing has changed');
  });

  it('holds a contract against every version that is named', async () => {
    const { code, out } = await run([
      '--json',
      file('1.yaml', contract('1.0.0', [ID, TOTAL])),
      file('2.yaml', contract('2.0.0', [ID])),
      file('3.yaml', contract('2.1.0', [ID, { name: 'note' }])),
    ]);
    expect(code).toBe(0);
    expect(
      JSON.parse(out).compared.map(({ versions, verdict, version }: any) => [
        versions.before,
        verdict,
        version.required,
        version.isEnough,
      ]),
    ).toEqual([
      ['1.0.0', 'breaking', '2.0.0', true],
      ['2.0.0', 'safe', '2.1.0', true],
    ]);
  });

  it('writes a comment in which nothing of the contract is markup', async () => {
    const { out } = await run([
      '--markdown',
      file(
        'old.yaml',
        contract('1.0.0', [ID, { name: '@all <b>x</b> [y](z)' }]),
      ),
      file('new.yaml', contract('2.0.0', [ID, TOTAL])),
    ]);
    expect(out).toContain('### Breaks existing readers');
    expect(out).toContain(
      '- Column &#64;all \\<b\\>x\\</b\\> \\[y\\]\\(z\\) of orders is gone.',
    );
    expect(out).toContain('<details><summary>Safe: 1</summary>');
    expect(out).not.toMatch(/@all|<b>/);
  });

  it('reads one side from standard input', async () => {
    const old = file('old.yaml', contract('1.0.0', [ID]));
    const { code, out } = await run(
      [old, '-'],
      JSON.stringify(contract('1.1.0', [ID, TOTAL])),
    );
    expect(out).toContain('Column total of orders is new.');
    expect(code).toBe(0);
  });

  it('fails for a break where no number tells, and for nothing less', async () => {
    const old = file('old.yaml', contract('latest', [ID, TOTAL]));
    const less = file('less.yaml', contract('latest', [ID]));
    expect((await run([old, less])).code).toBe(1);
    expect((await run([less, old])).code).toBe(0);
  });

  it.each([
    ['one contract', ['a.yaml'], 'Name two contracts'],
    ['twice standard input', ['-', '-'], '- can stand for one'],
    ['two notations', ['--json', '--markdown', 'a', 'b'], 'not for both'],
    ['an option of another command', ['--url', 'http://x', 'a', 'b'], '--url'],
    ['a file that is not there', ['/nowhere/a.yaml', '-'], '/nowhere/a.yaml'],
  ])('says how to call it: %s', async (_, args, message) => {
    const { code, err } = await run(args, '');
    expect(err).toContain(message);
    expect(code).toBe(2);
  });

  it.each([
    ['no contract', 'kind: Component', 'not a DataContract'],
    ['broken text', 'a: [1', 'line 1'],
    [
      'another major version',
      'kind: DataContract\napiVersion: v2.2.2',
      'v2.2.2',
    ],
  ])('says what is wrong with a document: %s', async (_, text, message) => {
    const good = file('good.yaml', contract('1.0.0', [ID]));
    const bad = file('bad.yaml', text);
    const { code, err } = await run([good, bad]);
    expect(err).toContain('bad.yaml: ');
    expect(err).toContain(message);
    expect(code).toBe(2);
  });
});
