import { Readable, Writable } from 'node:stream';
import { parseArgs } from 'node:util';
import { compare } from './compare';
import { discover } from './discover';
import { ExitCode } from './ExitCode';
import { NotSentError } from './NotSentError';
import { push } from './push';
import { UsageError } from './UsageError';

const HELP = `Usage: meshproof push [options] FILE...
       meshproof discover [options] FILE_OR_FOLDER...
       meshproof compare [options] BEFORE... AFTER

push sends evidence to a Backstage portal with Meshproof. FILE is what a tool wrote (dbt manifest, run results, catalog and sources;
OpenLineage events; results of Soda, Great Expectations and datacontract-cli) or Meshproof's own records, packed with gzip or not.
- stands for standard input.

discover tells which data sets might become data products, in order of demand: those that other groups read and that AI use cases
stand on. It reads dbt manifests (v1 to v12; groups are in those from v9 on), OpenLineage events, and ODPS and ODCS documents, in
folders as well, and sends nothing unless asked to.

compare tells what the contract AFTER changes for those who read BEFORE, and whether its version says so. With several BEFORE, it is held
against each of them: name every version that is still supported. Contracts are documents of ODCS v3. Nothing is sent.

Environment
  MESHPROOF_TOKEN      token of a publisher (dataMesh.publishers in the portal's configuration)
  MESHPROOF_URL        address of the portal's backend, unless --url says it

Options
  --url URL            address of the portal's backend, such as https://portal.example
  --publisher ID       whose records these are, for those who may send as several
  --json               print JSON: the portal's receipt, or all that was discovered
  -h, --help           print this

Options of push
  --format ID          format of every document, such as dbt-run-results; told by the content unless given
  --allow-refused      end with 0 although records were refused

Options of discover
  --namespace SERVER   server of data sets that name none, such as snowflake://acme.eu
  --central GROUP      a group that builds for others: never suggested as home; may be given several times
  --limit N            how many data sets to list, 12 unless given
  --send NAME          send what was found to the portal, as the source NAME; it takes the place of what NAME told before

Options of compare
  --markdown           print Markdown, for a comment on a pull request

Ends with 0 when every record was accepted, every file read, or the version of a contract says enough; 1 when some were refused or could
not be read, or the version has to grow; 2 when called wrongly or nothing could be read; 3 when the portal could not be reached or did
not take it.
`;

/** What a command reads and writes besides files. */
export interface Surroundings {
  env: Record<string, string | undefined>;
  stdin: Readable;
  stdout: Writable;
  stderr: Writable;
}

/** Runs the command line. @returns what the process ends with */
export async function main(
  args: string[],
  surroundings: Surroundings,
): Promise<ExitCode> {
  const { stdout, stderr } = surroundings;
  try {
    const { values, positionals } = read(args);
    if (values.help || positionals[0] === 'help') {
      stdout.write(HELP);
      return ExitCode.Accepted;
    }
    const [command, ...files] = positionals;
    if (command === 'push') {
      return await push({
        ...only(values, command, ['format', 'allow-refused']),
        files,
        ...surroundings,
      });
    }
    if (command === 'discover') {
      const options = only(values, command, [
        'namespace',
        'central',
        'limit',
        'send',
      ]);
      return await discover({ ...options, names: files, ...surroundings });
    }
    if (command === 'compare') {
      const options = only(values, command, ['markdown']);
      return await compare({ ...options, names: files, ...surroundings });
    }
    throw new UsageError(
      command === undefined
        ? 'Say what to do: push, discover or compare'
        : `There is no command '${command}'; there are push, discover and compare`,
    );
  } catch (error) {
    if (error instanceof UsageError) {
      stderr.write(`${error.message}\nmeshproof --help says more.\n`);
      return ExitCode.CalledWrongly;
    }
    if (error instanceof NotSentError) {
      stderr.write(`${error.message}\n`);
      return ExitCode.NotSent;
    }
    throw error;
  }
}

function read(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        url: { type: 'string' },
        format: { type: 'string' },
        publisher: { type: 'string' },
        namespace: { type: 'string' },
        central: { type: 'string', multiple: true },
        limit: { type: 'string' },
        send: { type: 'string' },
        'allow-refused': { type: 'boolean' },
        markdown: { type: 'boolean' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

type Options = ReturnType<typeof read>['values'];

/** Refuses options that are another command's. */
function only(
  values: Options,
  command: string,
  own: (keyof Options)[],
): Options {
  const shared: (keyof Options)[] =
    command === 'compare'
      ? ['json', 'help']
      : ['url', 'publisher', 'json', 'help'];
  for (const name of Object.keys(values) as (keyof Options)[]) {
    if (![...own, ...shared].includes(name)) {
      throw new UsageError(`--${name} is no option of ${command}`);
    }
  }
  return values;
}
