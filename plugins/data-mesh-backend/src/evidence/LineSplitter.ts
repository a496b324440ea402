import {
  BodyStart,
  RecordBytes,
  RecordSplitter,
  RecordText,
} from './RecordSplitter';

const NEWLINE = 0x0a;

/** One record per line. Blank lines are skipped and not counted; lines may end with CR LF. */
export class LineSplitter implements RecordSplitter {
  readonly #start = new BodyStart();
  readonly #line = new RecordBytes();
  #index = 0;

  push(chunk: Buffer): RecordText[] {
    const records: RecordText[] = [];
    let rest = this.#start.strip(chunk);
    for (
      let newline = rest.indexOf(NEWLINE);
      newline !== -1;
      newline = rest.indexOf(NEWLINE)
    ) {
      this.#line.add(rest.subarray(0, newline));
      rest = rest.subarray(newline + 1);
      this.#endLine(records);
    }
    if (rest.length > 0) {
      this.#line.add(rest);
    }
    return records;
  }

  end(): RecordText[] {
    const records: RecordText[] = [];
    this.#endLine(records);
    return records;
  }

  #endLine(records: RecordText[]) {
    if (this.#line.empty) {
      return;
    }
    const record = this.#line.take(this.#index);
    if ('text' in record && record.text.trim() === '') {
      return;
    }
    records.push(record);
    this.#index++;
  }
}
