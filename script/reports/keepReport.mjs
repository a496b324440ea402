import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from './packages.mjs';

const SIZE = /\d+\.\d/g;

// The compression of two machines differs by some bytes, and not every changed line is worth a changed report.
function sameButForSmallSizes(kept, made) {
  if (kept.replace(SIZE, '') !== made.replace(SIZE, '')) return false;
  const sizes = made.match(SIZE) ?? [];
  return (kept.match(SIZE) ?? []).every((size, index) => {
    const now = Number(sizes[index]);
    return Math.abs(Number(size) - now) <= 0.5 + now * 0.05;
  });
}

/**
 * Compares a report with the one in docs/reports, or writes it there when the program was called with --write. Sizes (numbers with
 * one decimal place) may differ by 0.5 and five per cent.
 */
export function keepReport(name, lines) {
  const file = join('docs/reports', name);
  const path = join(ROOT, file);
  const text = `${lines.join('\n')}\n`;
  const kept = existsSync(path) ? readFileSync(path, 'utf8') : '';
  if (process.argv.includes('--write')) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  } else if (!sameButForSmallSizes(kept, text)) {
    console.error(
      `${file} is out of date. Look at what changed: yarn build:reports && git diff ${file}`,
    );
    process.exitCode = 1;
  }
}
