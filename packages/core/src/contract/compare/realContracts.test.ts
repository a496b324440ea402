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

/** The document without one of its first objects, or of their first columns. */
function withoutOne(
  document: Readonly<Record<string, unknown>>,
): { path: string; document: object }[] {
  const lists = (copy: any): [string, { name?: string }[]][] => [
    ['schema', copy.schema ?? []],
    ...(copy.schema ?? [])
      .slice(0, 5)
      .map((object: any, index: number) => [
        `schema[${index}]`,
        Array.isArray(object?.properties) ? object.properties : [],
      ]),
  ];
  return lists(document).flatMap(([path, list], which) =>
    list.slice(0, 3).flatMap(({ name }, index) => {
      const copy = structuredClone(document);
      const [, own] = lists(copy)[which];
      own.splice(index, 1);
      // A second thing of one name may stand in for the first.
      return name && !own.some(other => other.name === name)
        ? [{ path: `${path} ${name}`, document: copy }]
        : [];
    }),
  );
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
          const told = [
            compareContracts(before, after!),
            compareContracts(after!, before),
          ].map(({ changes }) => changes.length > 0);
          expect([file, path.join('.'), ...told]).toEqual([
            file,
            path.join('.'),
            true,
            true,
          ]);
        },
      ),
      { numRuns: 500, seed: 20261124 },
    );
  });

  it('break readers where one of the first objects and columns is left out', () => {
    const others = all.flatMap(([file, before]) =>
      withoutOne(before.document).flatMap(({ path, document }) => {
        const after = reread(document);
        const verdict = after && compareContracts(before, after).verdict;
        return after && verdict !== 'breaking'
          ? [`${file} without ${path}: ${verdict}`]
          : [];
      }),
    );
    expect(others).toEqual([]);
  });
});
