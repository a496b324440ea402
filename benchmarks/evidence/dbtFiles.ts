import { Readable } from 'node:stream';

const MODELS = 2_000;
/** What stands in a result beside what is read: messages, timings, the query. Real files are mostly this. */
const FILLER = 'select count(*) as failures from wh.core.model where not (x)';

/** A manifest and a file of results as dbt writes them, as large as one likes, without ever being whole in memory. */
export function dbtProject(
  bytes: number,
  now: number,
): { read(): Readable; manifestBytes: number; results: number } {
  const sample = resultOf(123_456, now);
  const results = Math.ceil(bytes / (sample.length + 1));
  const head = (name: string, version: number) =>
    `{"metadata":{"dbt_schema_version":"https://schemas.getdbt.com/dbt/${name}/v${version}.json","generated_at":"${new Date(
      now,
    ).toISOString()}"},`;
  let manifestBytes = 0;

  function* manifest() {
    yield `${head('manifest', 12)}"nodes":{`;
    for (let index = 0; index < MODELS; index++) {
      yield `${index === 0 ? '' : ','}${JSON.stringify(
        `model.shop.model_${index}`,
      )}:${JSON.stringify({
        resource_type: 'model',
        database: 'wh',
        schema: 'core',
        name: `model_${index}`,
        raw_code: FILLER.repeat(20),
      })}`;
    }
    for (let index = 0; index < results; index++) {
      if (!isModel(index)) {
        yield `,${JSON.stringify(idOf(index))}:${JSON.stringify({
          resource_type: 'test',
          attached_node: `model.shop.model_${index % MODELS}`,
          column_name: `column_${index % 20}`,
          test_metadata: { name: 'not_null', kwargs: {} },
          depends_on: { nodes: [`model.shop.model_${index % MODELS}`] },
        })}`;
      }
    }
    yield '}}\n';
  }
  function* runResults() {
    yield `${head('run-results', 6)}"results":[`;
    for (let index = 0; index < results; index++) {
      yield `${index === 0 ? '' : ','}${resultOf(index, now)}`;
    }
    yield ']}\n';
  }
  for (const part of manifest()) {
    manifestBytes += part.length;
  }
  return {
    results,
    manifestBytes,
    read: () =>
      Readable.from(
        (function* parts() {
          yield* inPieces(manifest());
          yield* inPieces(runResults());
        })(),
        { objectMode: false },
      ),
  };
}

const isModel = (index: number) => index < MODELS;

function idOf(index: number): string {
  return isModel(index)
    ? `model.shop.model_${index}`
    : `test.shop.not_null_${index}`;
}

function resultOf(index: number, now: number): string {
  const at = new Date(now - 60_000 - index).toISOString();
  return JSON.stringify({
    unique_id: idOf(index),
    status: isModel(index) ? 'success' : 'pass',
    timing: [
      { name: 'compile', started_at: at, completed_at: at },
      { name: 'execute', started_at: at, completed_at: at },
    ],
    thread_id: 'Thread-1',
    execution_time: 0.42,
    adapter_response: { _message: 'SUCCESS 1', code: 'SUCCESS' },
    message: null,
    failures: isModel(index) ? null : 0,
    compiled: true,
    compiled_code: FILLER,
    relation_name: null,
  });
}

/** As a file is read: 64 kB at a time. */
function* inPieces(parts: Iterable<string>): Generator<string> {
  let piece = '';
  for (const part of parts) {
    piece += part;
    if (piece.length >= 65_536) {
      yield piece;
      piece = '';
    }
  }
  yield piece;
}
