import type {
  CandidateProblem,
  CandidateReceipt,
} from '@meshproof/backstage-plugin-data-mesh-common';
import {
  CandidateFiles,
  CandidateFormat,
  CandidateGraph,
  foldCandidates,
} from '@meshproof/core';
import { Readable } from 'node:stream';
import { discoverText } from './discoverText';
import { ExitCode } from './ExitCode';
import { findFiles } from './findFiles';
import type { Surroundings } from './main';
import { piecesOf } from './PushFiles';
import { portalOf, receiptOf, send } from './send';
import { UsageError } from './UsageError';

const MOST_PROBLEMS = 20;
const ENTRIES_AT_ONCE = 500;

/** Reads files here, tells what they come to, and sends it where asked to. */
export async function discover(
  options: Surroundings & {
    names: string[];
    url?: string;
    publisher?: string;
    namespace?: string;
    central?: string[];
    limit?: string;
    send?: string;
    json?: boolean;
  },
): Promise<ExitCode> {
  const { stdout, stderr, env } = options;
  const limit = limitOf(options.limit);
  const portal =
    options.send === undefined
      ? undefined
      : portalOf(
          options.url,
          env,
          `candidates/${encodeURIComponent(options.send)}`,
        );
  if (portal && options.publisher) {
    portal.address.searchParams.set('publisher', options.publisher);
  }
  const found = await findFiles(options.names);
  const files = CandidateFiles.create({ namespace: options.namespace });
  const formats = new Map<CandidateFormat, number>();
  const further: CandidateProblem[] = [];
  for (const file of found) {
    const reader = files.open(file.name);
    const told = files.problems.total;
    for await (const piece of piecesOf([file])) {
      reader.push(piece);
    }
    const format = reader.end();
    if (format) {
      formats.set(format, (formats.get(format) ?? 0) + 1);
    } else if (file.named && files.problems.total === told) {
      further.push({
        file: file.name,
        reason:
          'is no dbt manifest, no OpenLineage event and no document of ODPS or ODCS',
      });
    }
  }
  const problems = [...files.problems.items, ...further];
  const total = files.problems.total + further.length;
  const graph = files.graph();
  tellProblems(problems, total, stderr);
  if (graph.dataSets.length === 0) {
    throw new UsageError(
      `No data set was found in ${found.length} ${
        found.length === 1 ? 'file' : 'files'
      }`,
    );
  }
  const folded = foldCandidates(graph, {
    isCentral: group => options.central?.includes(group) ?? false,
  });
  stdout.write(
    options.json
      ? `${JSON.stringify(
          { ...folded, problems, problemsTotal: total },
          undefined,
          2,
        )}\n`
      : discoverText(folded, { graph, formats, limit }),
  );
  if (portal) {
    const answer = await send(
      {
        ...portal,
        method: 'PUT',
        type: 'application/json',
        open: () => Readable.from(textOf(graph)),
      },
      stderr,
    );
    const receipt = receiptOf<CandidateReceipt>(answer, 'dataSets');
    stderr.write(
      `${portal.address.origin} ${
        receipt.changed ? 'has taken this in' : 'knew all of this already'
      }, as the source ${receipt.source}\n`,
    );
    tellProblems(receipt.problems, receipt.problemsTotal, stderr);
    return total + receipt.problemsTotal === 0
      ? ExitCode.Accepted
      : ExitCode.SomeRefused;
  }
  return total === 0 ? ExitCode.Accepted : ExitCode.SomeRefused;
}

function limitOf(text: string | undefined): number {
  const limit = Number(text ?? 12);
  if (!Number.isInteger(limit) || limit < 1) {
    throw new UsageError(`--limit '${text}' must be a whole number from 1 up`);
  }
  return limit;
}

function tellProblems(
  problems: CandidateProblem[],
  total: number,
  stderr: Surroundings['stderr'],
): void {
  const told = problems.slice(0, MOST_PROBLEMS);
  for (const { file, path, reason } of told) {
    stderr.write(`${file}: ${path ? `${path}: ` : ''}${reason}\n`);
  }
  if (total > told.length) {
    stderr.write(`and ${total - told.length} more that could not be read\n`);
  }
}

/** The graph as JSON, in pieces. */
function* textOf({ dataSets, uses }: CandidateGraph): Generator<string> {
  for (const [key, items] of [
    ['{"dataSets":', dataSets],
    [',"uses":', uses],
  ] as const) {
    yield `${key}[`;
    for (let start = 0; start < items.length; start += ENTRIES_AT_ONCE) {
      const entries = items
        .slice(start, start + ENTRIES_AT_ONCE)
        .map(item => JSON.stringify(item));
      yield `${start === 0 ? '' : ','}${entries.join(',')}`;
    }
    yield ']';
  }
  yield '}';
}
