import { InputError, isError } from '@backstage/errors';
import { CandidateFiles, CandidateGraph } from '@meshproof/core';
import { Request } from 'express';
import { BodyTooLargeError } from '../evidence/BodyTooLargeError';
import { bodyOf, discardRest } from '../evidence/readBody';

/** What a body told. */
export interface ReceivedCandidates {
  graph: CandidateGraph;
  problems: CandidateFiles['problems'];
}

/**
 * Reads what a body tells of data sets, in pieces: a file of a tool, or a graph that the command line made of many.
 *
 * @throws InputError for a body that ends too early or tells of no data set, so that nothing takes the place of what was told before;
 * BodyTooLargeError for one that is too long
 */
export async function receiveCandidates(options: {
  request: Request;
  namespace: string | undefined;
  mostBytes: number;
}): Promise<ReceivedCandidates> {
  const { request, namespace, mostBytes } = options;
  const files = CandidateFiles.create({ namespace });
  const file = files.open('body');
  const body = bodyOf(request);
  let bytes = 0;
  try {
    for await (const chunk of body.iterator({ destroyOnReturn: false })) {
      bytes += chunk.length;
      if (bytes > mostBytes) {
        throw new BodyTooLargeError(
          `The body is longer than ${mostBytes} bytes, the most that one request may have after unpacking: send the graph that npx @meshproof/cli discover makes of it, or raise dataMesh.evidence.maxSize`,
        );
      }
      file.push(chunk);
    }
  } catch (error) {
    discardRest(request);
    if (isError(error) && String(error.code ?? '').startsWith('Z_')) {
      throw new InputError(
        'The body is not gzip, although Content-Encoding says so, or ends too early; nothing was changed',
      );
    }
    throw error;
  }
  const format = file.end();
  const { problems } = files;
  const [first] = problems.items;
  const why = first
    ? `${first.path ? `${first.path}: ` : ''}${first.reason}`
    : 'it is none of the files that are read';
  if (files.cutOff) {
    throw new InputError(`${why}; nothing was changed`);
  }
  const graph = files.graph();
  if (graph.dataSets.length === 0) {
    throw new InputError(
      `The body tells of no data set${
        format === undefined || first ? ` (${why})` : ''
      }: send a dbt manifest, OpenLineage events, a document of ODPS or ODCS, or a graph of them; DELETE takes a source away`,
    );
  }
  return { graph, problems };
}
