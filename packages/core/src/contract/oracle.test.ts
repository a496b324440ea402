import Ajv2019 from 'ajv/dist/2019';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { readContract } from './readContract';

// The published schema and real files lie beside the repository where it is developed; they are read from there, never copied.
const FOLDER = resolve(__dirname, '../../../../../shared/standards/odcs');
const SCHEMA = `${FOLDER}/schema/odcs-json-schema-v3.1.0.json`;
const MUTATIONS = 2_000;
/** Documents of this many characters or fewer; the largest take long and say nothing new. */
const MOST = 60_000;

const present = existsSync(SCHEMA);
if (!present) {
  // eslint-disable-next-line no-console -- a skipped proof must be seen
  console.log('Skipped: no folder of ODCS files beside the repository');
}

type Path = (string | number)[];

/** Every list and every group of fields in a document. */
function holdersIn(value: unknown, path: Path = []): Path[] {
  return typeof value === 'object' && value !== null
    ? [
        path,
        ...Object.entries(value).flatMap(([key, item]) =>
          holdersIn(item, [...path, Array.isArray(value) ? Number(key) : key]),
        ),
      ]
    : [];
}

/** Every field that the schema names somewhere. */
function fieldsOf(schema: unknown, found = new Set<string>()): Set<string> {
  if (typeof schema === 'object' && schema !== null) {
    const { properties } = schema as { properties?: object };
    Object.keys(properties ?? {}).forEach(name => found.add(name));
    Object.values(schema).forEach(part => fieldsOf(part, found));
  }
  return found;
}

/** Values that mean something in one place, and nothing in most. */
const VALUES: unknown[] = [
  ...['', 'x', 'true', 'error', 'accuracy', 'rowCount', 'foreignKey', 'v3.1.0'],
  ...['string', 'number', 'integer', 'array', 'object', 'boolean', 'date'],
  ...['timestamp', 'library', 'sql', 'text', 'custom', 'i32', 'f64'],
  ...['orders.id', 'schema/orders/properties/id', 'snowflake', 'postgres'],
  ...['2026-01-01', '2026-13-01', '2026-01-01T00:00:00Z'],
  ...['https://x.example/a', 's3://b/c', 'sftp://h/x', 'not a uri', 'api'],
  ...[0, -1, 1, 1.5, 5e9, true, false, null],
  ...[[], {}, ['a'], ['a', 'a'], [1, 2], [1, 1], [1], { a: 1 }, [{}], [null]],
];

(present ? describe : describe.skip)('beside the published schema', () => {
  const schema = present ? JSON.parse(readFileSync(SCHEMA, 'utf8')) : {};
  const fields = [...fieldsOf(schema), 'noSuchField'];
  const ajv = new Ajv2019({ strict: false });
  addFormats(ajv);
  const isValid = ajv.compile(schema);
  const documents = (
    present ? readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }) : []
  )
    .filter(file => file.endsWith('.yaml'))
    .sort()
    .flatMap(file => {
      const text = readFileSync(`${FOLDER}/${file}`, 'utf8');
      try {
        const document = parse(text);
        return text.length <= MOST && /^v3\.[01]/.test(document?.apiVersion)
          ? [document]
          : [];
      } catch {
        return [];
      }
    });

  function mutated(g: fc.GeneratorValue): any {
    const pick = <T>(items: readonly T[]) =>
      items[g(fc.nat, { max: items.length - 1 })];
    const document = structuredClone(pick(documents));
    const times = g(fc.integer, { min: 1, max: 3 });
    for (let time = 0; time < times; time++) {
      const holder = pick(holdersIn(document)).reduce(
        (value, step) => value[step],
        document,
      );
      const value = structuredClone(pick(VALUES));
      const what = g(fc.constantFrom, 'set', 'set', 'set', 'delete', 'repeat');
      if (Array.isArray(holder)) {
        const index = g(fc.nat, { max: holder.length });
        if (what === 'delete') {
          holder.splice(index, 1);
        } else if (what === 'repeat' && index < holder.length) {
          holder.push(structuredClone(holder[index]));
        } else {
          holder[index] = value;
        }
      } else {
        const own = Object.keys(holder);
        const field = pick(own.length > 0 && g(fc.boolean) ? own : fields);
        if (what === 'delete') {
          delete holder[field];
        } else {
          holder[field] = value;
        }
      }
    }
    return document;
  }

  it(`has the same verdict on ${MUTATIONS} documents that were changed at random`, () => {
    const seen = { valid: 0, invalid: 0 };
    fc.assert(
      fc.property(fc.gen(), g => {
        const document = mutated(g);
        // What a document of another version may hold is no question of this schema.
        fc.pre(/^v3\.[01]/.test(document?.apiVersion));
        const verdict = isValid(document);
        seen[verdict ? 'valid' : 'invalid']++;
        const { conformant } = readContract(JSON.stringify(document));
        if (conformant !== verdict) {
          throw new Error(
            `the schema says ${verdict}, we say ${conformant}: ${ajv.errorsText(
              isValid.errors,
            )}\n${JSON.stringify(document)}`,
          );
        }
      }),
      { numRuns: MUTATIONS, seed: 20261124 },
    );
    // Both verdicts were put to the test.
    expect(seen.valid).toBeGreaterThan(MUTATIONS / 10);
    expect(seen.invalid).toBeGreaterThan(MUTATIONS / 2);
  });
});
