import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';

/** What decides about a product. Whoever shows products may not be able to. */
const JUDGE = '@meshproof/core';

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name))
    .map(name => join(folder, name));
}

describe('the front end', () => {
  it('never evaluates: neither it nor what it shares can reach the judging code', () => {
    for (const folder of [
      join(__dirname, '../../data-mesh'),
      join(__dirname, '../../data-mesh-common'),
    ]) {
      const manifest = readFileSync(join(folder, 'package.json'), 'utf8');
      expect([folder, manifest.includes(JUDGE)]).toEqual([folder, false]);
      const files = sourceFiles(join(folder, 'src'));
      expect(files.length).toBeGreaterThan(5);
      const reaching = files.filter(file =>
        readFileSync(file, 'utf8').includes(JUDGE),
      );
      expect(reaching).toEqual([]);
    }
  });
});
