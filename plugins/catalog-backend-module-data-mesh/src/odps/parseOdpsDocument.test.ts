import { parseOdpsDocument } from './parseOdpsDocument';

describe('parseOdpsDocument', () => {
  it('reads YAML 1.2: dates and words stay text', () => {
    expect(
      parseOdpsDocument('date: 2023-01-15\ncountry: no\nversion: 1.0.0'),
    ).toEqual({ date: '2023-01-15', country: 'no', version: '1.0.0' });
  });

  it('reads JSON', () => {
    expect(parseOdpsDocument('{"id": "x", "tags": []}')).toEqual({
      id: 'x',
      tags: [],
    });
  });

  const bomb = [
    'a0: &a0 [x, x, x, x, x, x, x, x, x, x]',
    ...Array.from(
      { length: 9 },
      (_, i) => `a${i + 1}: &a${i + 1} [${Array(10).fill(`*a${i}`).join()}]`,
    ),
  ].join('\n');

  it.each([
    ['broken YAML', 'id: x\nname: [a, b\n', /^not valid YAML: .* line 3/],
    ['two documents', 'id: a\n---\nid: b\n', /more than one YAML document/],
    [
      'a key twice',
      'id: a\nid: b\n',
      /^line 2, column 1 names "id" a second time/,
    ],
    ['an alias bomb', bomb, /alias/],
    ['an alias of nothing', 'a: *b', /alias/],
    ['deep nesting', '['.repeat(200_000), /./],
    [
      'a file of 5 MB',
      `id: ${'x'.repeat(5 * 1024 * 1024)}`,
      /larger than 1 MB/,
    ],
  ])('refuses %s with a message', (_title, text, message) => {
    let thrown: Error | undefined;
    try {
      parseOdpsDocument(text);
    } catch (error) {
      thrown = error as Error;
    }
    expect(thrown?.name).toBe('InputError');
    expect(thrown?.message).toMatch(message);
    expect(thrown?.message).not.toContain('\n');
  });
});
