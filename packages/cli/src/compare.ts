import {
  ComparableContract,
  compareContracts,
  ContractComparison,
  readComparable,
  requiredVersion,
  VersionVerdict,
} from '@meshproof/core';
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { compareMarkdown, compareText } from './compareText';
import { ExitCode } from './ExitCode';
import type { Surroundings } from './main';
import { fileError } from './PushFiles';
import { UsageError } from './UsageError';

/** A contract held against one earlier version of it. */
export interface ComparedContract extends ContractComparison {
  /** File of the earlier version. */
  before: string;
  /** What the two documents say their versions are. */
  versions: { before?: string; after?: string };
  version: VersionVerdict;
}

/** Compares documents here, tells what it comes to, and fails where the version does not say what was changed. */
export async function compare(
  options: Surroundings & {
    names: string[];
    json?: boolean;
    markdown?: boolean;
  },
): Promise<ExitCode> {
  const { names, stdin, stdout } = options;
  if (names.length < 2) {
    throw new UsageError(
      'Name two contracts: one that is in force, and the one that comes after it',
    );
  }
  if (names.filter(name => name === '-').length > 1) {
    throw new UsageError('- can stand for one of the contracts only');
  }
  if (options.json && options.markdown) {
    throw new UsageError('Ask for --json or --markdown, not for both');
  }
  const contracts: ComparableContract[] = [];
  for (const name of names) {
    contracts.push(await read(name, stdin));
  }
  const after = contracts[contracts.length - 1];
  const compared = contracts.slice(0, -1).map((before, index) => {
    const versions = {
      before: before.reading.version,
      after: after.reading.version,
    };
    const comparison = compareContracts(before, after);
    return {
      before: names[index],
      versions,
      ...comparison,
      version: requiredVersion(comparison, versions),
    };
  });
  if (options.json) {
    stdout.write(`${JSON.stringify({ compared }, undefined, 2)}\n`);
  } else {
    stdout.write((options.markdown ? compareMarkdown : compareText)(compared));
  }
  return compared.every(({ verdict, version }) =>
    // Where no number tells, only a break is one.
    version.isEnough === undefined ? verdict !== 'breaking' : version.isEnough,
  )
    ? ExitCode.Accepted
    : ExitCode.SomeRefused;
}

async function read(
  name: string,
  stdin: Surroundings['stdin'],
): Promise<ComparableContract> {
  let document: string;
  try {
    document = name === '-' ? await text(stdin) : await readFile(name, 'utf8');
  } catch (error) {
    throw fileError(name, error);
  }
  const contract = readComparable(document, {
    document: name === '-' ? 'standard input' : name,
  });
  if ('problems' in contract) {
    throw new UsageError(
      contract.problems
        .map(({ message, line, fix }) =>
          [line === undefined ? message : `${message} (line ${line})`, fix]
            .filter(Boolean)
            .join(' '),
        )
        .join('\n'),
    );
  }
  return contract;
}
