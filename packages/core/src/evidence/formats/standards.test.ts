import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseIncomingRecord } from '../parseIncomingRecord';
import { EvidenceDocuments } from './EvidenceDocuments';
import { evidenceFormats } from './evidenceFormats';

// Real files of the tools lie beside the repository where it is developed; they are read from there, never copied.
const FOLDER = resolve(__dirname, '../../../../../../shared/standards');
const present = existsSync(`${FOLDER}/dbt`);
if (!present) {
  // eslint-disable-next-line no-console -- a skipped proof must be seen
  console.log(
    'Skipped: no folder of dbt, OpenLineage and Soda files beside the repository',
  );
}

/** What the files come to, sent one behind the other as one body. */
function read(...files: string[]) {
  const documents = new EvidenceDocuments({ formats: evidenceFormats });
  const items = files.flatMap(file =>
    documents.push(readFileSync(`${FOLDER}/${file}`)),
  );
  items.push(...documents.end());
  const counts: Record<string, number> = {};
  const reasons: string[] = [];
  for (const item of items) {
    if ('reason' in item) {
      reasons.push(item.reason);
      continue;
    }
    const parsed = parseIncomingRecord(item.record);
    if ('problem' in parsed) {
      reasons.push(`${parsed.problem.path} ${parsed.problem.reason}`);
      continue;
    }
    const { kind, run, quality } = parsed.record;
    const key = [kind, run?.status ?? quality?.outcome]
      .filter(part => part !== undefined)
      .join(' ');
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return {
    counts,
    reasons,
    items,
    formats: documents.counts.map(({ format }) => format),
  };
}

(present ? describe : describe.skip)('files of real runs', () => {
  it.each([
    ['portal', { 'run success': 8 }],
    ['fail', { 'run success': 2, 'run failed': 1 }],
    ['test', { 'quality pass': 10, 'quality fail': 4 }],
  ])('dbt %s', (name, counts) => {
    const manifest = `dbt/${name}.manifest.json`;
    const files = [
      ...(existsSync(`${FOLDER}/${manifest}`) ? [manifest] : []),
      `dbt/${name}.run_results.json`,
    ];
    expect(read(...files)).toMatchObject({ counts, reasons: [] });
  });

  it('dbt no_test_metadata: a result without a known name is refused alone', () => {
    expect(
      read(
        'dbt/no_test_metadata.manifest.json',
        'dbt/no_test_metadata.run_results.json',
      ),
    ).toMatchObject({
      counts: { 'quality pass': 17, 'quality fail': 2 },
      reasons: [
        // Compares two models, and the file does not tell which of them it is a test of.
        expect.stringContaining(
          'tests model.jaffle_shop.customers and model.jaffle_shop.orders and does not say',
        ),
        expect.stringContaining('has no unique_id'),
      ],
    });
  });

  it.each([
    ['dbt_no_test_metadata', { 'quality pass': 18, 'quality fail': 2 }],
    ['dbt_test', { 'quality pass': 10, 'quality fail': 4 }],
    ['example_full_event', {}],
    [
      'postgres_build',
      // Three staging models and a snapshot read one data set each, and the model of customers three; tests read for the owner.
      {
        'run success': 8,
        'quality pass': 11,
        'quality fail': 1,
        usage: 7,
      },
    ],
    ['postgres_test', { 'quality pass': 3, 'quality fail': 1 }],
  ])('OpenLineage %s', (name, counts) => {
    const found = read(`openlineage/events/${name}.json`);
    expect(found).toMatchObject({ reasons: [], formats: ['openlineage'] });
    expect(found.counts).toEqual(counts);
  });

  it('OpenLineage dbt_fail: the recorded times are place holders, and each event says so', () => {
    const { counts, reasons } = read('openlineage/events/dbt_fail.json');
    expect(counts).toEqual({});
    expect(reasons).toHaveLength(6);
    expect(new Set(reasons)).toEqual(
      new Set([
        '"{{ is_datetime(result) }}" is no time; write it as 2026-11-20T10:03:00Z',
      ]),
    );
  });

  it.each([
    ['soda_results', { 'quality pass': 2, 'quality fail': 2 }],
    ['soda_results_success', { 'quality pass': 2 }],
  ])('Soda %s', (name, counts) => {
    expect(read(`soda/${name}.json`)).toMatchObject({
      counts,
      reasons: [],
      formats: ['soda'],
    });
  });
});
