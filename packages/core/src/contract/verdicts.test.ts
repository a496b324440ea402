import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { readContract } from './readContract';

// Real files of the standard lie beside the repository where it is developed; they are read from there, never copied.
const FOLDER = resolve(__dirname, '../../../../../shared/standards/odcs');

type Verdicts = Record<string, Record<string, string>>;

function readVerdicts(): Verdicts {
  return JSON.parse(readFileSync(`${FOLDER}/verdicts.json`, 'utf8'));
}

const present = existsSync(`${FOLDER}/verdicts.json`);
if (!present) {
  // eslint-disable-next-line no-console -- a skipped proof must be seen
  console.log('Skipped: no folder of ODCS files beside the repository');
}

(present ? describe : describe.skip)('verdict on real documents', () => {
  const verdicts = present ? readVerdicts() : { none: {} };
  const judged = Object.entries(verdicts).filter(
    ([, verdict]) =>
      verdict['v3.1.0'] !== undefined &&
      !/^v3\.2/.test(verdict.apiVersion ?? ''),
  );

  it('covers every file of the folder but those of v3.2', () => {
    expect(judged.length).toBeGreaterThanOrEqual(60);
  });

  it.each(judged)('%s', (file, verdict) => {
    const reading = readContract(readFileSync(`${FOLDER}/${file}`, 'utf8'));
    expect({
      conformant: reading.conformant,
      problems: reading.conformant
        ? reading.problems.filter(p => p.severity === 'error')
        : [],
      told: reading.conformant || reading.problems.length > 0,
    }).toEqual({
      conformant: verdict['v3.1.0'] === 'valid',
      problems: [],
      told: true,
    });
  });
});
