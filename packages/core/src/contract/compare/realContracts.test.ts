import fc from 'fast-check';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  ComparableContract,
  compareContracts,
  readComparable,
  requiredVersion,
} from '.';

// Real files of the standard lie beside the repository where it is developed; they are read from there, never copied.
const FOLDER = resolve(__dirname, '../../../../../../shared/standards/odcs');

function contracts(): [string, ComparableContract][] {
  return readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.yaml'))
    .sort()
    .flatMap((file): [string, ComparableContract][] => {
      const read = readComparable(readFileSync(`${FOLDER}/${file}`, 'utf8'));
      return 'problems' in read ? [] : [[file, read]];
    });
}

const present = existsSync(FOLDER);
if (!present) {
  // eslint-disable-next-line no-console -- a skipped proof must be seen
  console.log('Skipped: no folder of ODCS files beside the repository');
}

/** Every place in a document where something stands. */
function placesIn(
  value: unknown,
  path: (string | number)[] = [],
): (string | number)[][] {
  if (typeof value !== 'object' || value === null) {
    return [path];
  }
  return Object.entries(value).flatMap(([key, item]) =>
    placesIn(item, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

/** The document with another value at a place. */
function changedAt(
  document: object,
  path: (string | number)[],
  value: unknown,
): Record<string, unknown> {
  const copy = structuredClone(document) as Record<string, unknown>;
  let holder: any = copy;
  for (const step of path.slice(0, -1)) {
    holder = holder[step];
  }
  holder[path[path.length - 1]] = value;
  return copy;
}

function reread(document: object): ComparableContract | undefined {
  const read = readComparable(JSON.stringify(document));
  return 'problems' in read ? undefined : read;
}

/** What says nothing to a reader, or is compared as a number of its own. */
const SILENT =
  /^(apiVersion|version|kind|contractCreatedTs)$|(^|\.)(id|primaryKeyPosition)$/;

(present ? describe : describe.skip)('real contracts', () => {
  jest.setTimeout(60_000);

  const all = present ? contracts() : [];

  it('are most of the files of the folder', () => {
    expect(all.length).toBeGreaterThanOrEqual(50);
  });

  it.each(all)('%s is the same as itself', (_, contract) => {
    const comparison = compareContracts(contract, contract);
    expect(comparison).toEqual({ verdict: 'safe', changes: [] });
    expect(
      requiredVersion(comparison, { before: '1.0.0', after: '1.0.0' }).isEnough,
    ).toBe(true);
  });

  it('say something about any value that is changed, and the other way round', () => {
    const documents = all.filter(([, { document }]) => document.schema);
    fc.assert(
      fc.property(
        fc.nat(),
        fc.nat(),
        fc.constantFrom('another value', 4711),
        (which, where, value) => {
          const [file, before] = documents[which % documents.length];
          const places = placesIn(before.document);
          const path = places[where % places.length];
          const after = reread(changedAt(before.document, path, value));
          const name = path.filter(step => typeof step === 'string').join('.');
          fc.pre(after !== undefined && !SILENT.test(name));
          const there = compareContracts(before, after!);
          const back = compareContracts(after!, before);
          if (there.changes.length === 0 || back.changes.length === 0) {
            throw new Error(`${file}: nothing is said about ${path.join('.')}`);
          }
        },
      ),
      { numRuns: 500, seed: 20261124 },
    );
  });

  it('break readers where one of the first objects and columns is left out', () => {
    for (const [file, before] of all) {
      const schema = (before.document.schema ?? []) as {
        name?: string;
        properties?: { name?: string }[];
      }[];
      schema.slice(0, 5).forEach((object, index) => {
        const paths = [
          ['schema', index],
          ...(Array.isArray(object?.properties) ? object.properties : [])
            .slice(0, 3)
            .map((_, column) => ['schema', index, 'properties', column]),
        ];
        for (const path of paths) {
          const after = structuredClone(before.document);
          const list = path
            .slice(0, -1)
            .reduce((value: any, step) => value[step], after) as {
            name?: string;
          }[];
          const [gone] = list.splice(Number(path[path.length - 1]), 1);
          const read = reread(after);
          // A second thing of one name may stand in for the first.
          if (
            gone?.name &&
            read &&
            !list.some(({ name }) => name === gone.name)
          ) {
            const { verdict } = compareContracts(before, read);
            expect([file, path.join('.'), verdict]).toEqual([
              file,
              path.join('.'),
              'breaking',
            ]);
          }
        }
      });
    }
  });
});
