import { Readable, Writable } from 'node:stream';
import { parseArgs } from 'node:util';
import { ExitCode } from './ExitCode';
import { NotSentError } from './NotSentError';
import { push } from './push';
import { UsageError } from './UsageError';

const HELP = `Usage: meshproof push [options] FILE...

Sends evidence to a Backstage portal with Meshproof. FILE is what a tool wrote (dbt manifest, run results, catalog and sources;
OpenLineage events; results of Soda, Great Expectations and datacontract-cli) or Meshproof's own records, packed with gzip or not.
- stands for standard input.

Environment
  MESHPROOF_TOKEN      token of a publisher (dataMesh.publishers in the portal's configuration)
  MESHPROOF_URL        address of the portal's backend, unless --url says it

Options
  --url URL            address of the portal's backend, such as https://portal.example
  --format ID          format of every document, such as dbt-run-results; told by the content unless given
  --publisher ID       whose records these are, for people who may send by hand
  --allow-refused      end with 0 although records were refused
  --json               print the portal's receipt as JSON
  -h, --help           print this

Ends with 0 when every record was accepted, 1 when some were refused, 2 when called wrongly or a file cannot be read, 3 when the portal
could not be reached or did not take the push.
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
    if (command !== 'push') {
      throw new UsageError(
        command === undefined
          ? 'Say what to do: push'
          : `There is no command '${command}'; there is push`,
      );
    }
    return await push({ ...values, files, ...surroundings });
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
        'allow-refused': { type: 'boolean' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
