import { MOST_RECORD_BYTES } from '@meshproof/core';
import { LineSplitter } from './LineSplitter';
import { RecordSplitter } from './RecordSplitter';

const BOM = '\ufeff';

/** The records of a body that arrives in chunks of a size. */
function split(splitter: RecordSplitter, body: string | Buffer, size: number) {
  const bytes = Buffer.from(body);
  const records = [];
  for (let start = 0; start < bytes.length; start += size) {
    records.push(...splitter.push(bytes.subarray(start, start + size)));
  }
  records.push(...splitter.end());
  return records.map(record =>
    'text' in record ? record.text.trim() : { problem: record.problem },
  );
}

const SIZES = [1, 2, 3, 7, 1000];

describe.each(SIZES)('in chunks of %p bytes', size => {
  const lines = (body: string | Buffer) =>
    split(new LineSplitter(), body, size);

  it.each([
    ['', []],
    ['\n\n  \r\n', []],
    ['{"a":1}', ['{"a":1}']],
    ['{"a":1}\n{"b":2}\n', ['{"a":1}', '{"b":2}']],
    ['{"a":1}\r\n\r\n{"b":2}\r\n', ['{"a":1}', '{"b":2}']],
    [`${BOM}{"a":1}\n{"b":"ü€😀"}`, ['{"a":1}', '{"b":"ü€😀"}']],
    ['{"a":1}\nnonsense\n{"b":2}', ['{"a":1}', 'nonsense', '{"b":2}']],
  ])('reads the lines of %j', (body, expected) => {
    expect(lines(body)).toEqual(expected);
  });
});

describe('a record', () => {
  const long = `{"a":"${'x'.repeat(MOST_RECORD_BYTES)}"}`;
  const problem = { problem: expect.stringContaining('1 MiB') };

  it('is refused alone when it is too long', () => {
    expect(split(new LineSplitter(), `1\n${long}\n2`, 64_000)).toEqual([
      '1',
      problem,
      '2',
    ]);
  });

  it('holds nothing of a body of line ends, which gzip makes a thousand times smaller', () => {
    const concat = jest.spyOn(Buffer, 'concat');
    const splitter = new LineSplitter();
    splitter.push(Buffer.from('\n'.repeat(100_000)));
    expect(splitter.push(Buffer.from('{"a":1}\n'))).toEqual([
      { index: 0, text: '{"a":1}' },
    ]);
    const parts = concat.mock.calls.map(([list]) => list.length);
    concat.mockRestore();
    expect(Math.max(...parts)).toBeLessThan(10);
  });

  it('is refused alone when it is not UTF-8', () => {
    const body = Buffer.concat([
      Buffer.from('1\n'),
      Buffer.from([0xff, 0xfe, 0x41]),
      Buffer.from('\n2'),
    ]);
    expect(split(new LineSplitter(), body, 4)).toEqual([
      '1',
      { problem: 'not UTF-8 text' },
      '2',
    ]);
  });
});
