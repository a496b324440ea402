import { InputError } from '@backstage/errors';
import { CandidateProblem } from '@meshproof/backstage-plugin-data-mesh-common';
import { ContractIndex, takeBitolDocument } from './bitolDocument';
import { CandidateGraphBuilder } from './CandidateGraphBuilder';
import { JsonFile } from './JsonFile';
import { CandidateFormat, CandidateGraph } from './types';
import { YamlFile } from './YamlFile';

const MOST_PROBLEMS = 100;
/** More data sets than any warehouse has that one team looks at. @public */
export const MOST_DATA_SETS = 200_000;

/** A file that is read, piece by piece. @public */
export interface CandidateFile {
  /** @throws InputError where there are more data sets than are read; everything else becomes a problem */
  push(chunk: Uint8Array): void;
  /** @returns what the file held; undefined for a file of another kind, which says nothing of data sets */
  end(): CandidateFormat | undefined;
}

/**
 * Reads files that tell of data sets and of who reads them: dbt manifests (v1 to v12), OpenLineage events (one per line, a list, or one), ODPS and
 * ODCS documents, and graphs that were read before. What a file is, is told by its content. Files of any size are read in pieces; in which
 * order they come makes no difference, and what is broken in one is told while the rest counts.
 *
 * @public
 */
export class CandidateFiles {
  readonly #builder = new CandidateGraphBuilder();
  readonly #contracts: ContractIndex = new Map();
  readonly #namespace: string | undefined;
  readonly #problems: CandidateProblem[] = [];
  #problemsTotal = 0;
  #cutOff = false;

  /** Has read nothing yet. `namespace` is the server of data sets that name none, such as `snowflake://acme.eu`. */
  static create(options: { namespace?: string } = {}): CandidateFiles {
    return new CandidateFiles(options.namespace);
  }

  private constructor(namespace: string | undefined) {
    this.#namespace = namespace;
  }

  /** What could not be read: at most 100, and how many there are. */
  get problems(): { items: CandidateProblem[]; total: number } {
    return { items: this.#problems, total: this.#problemsTotal };
  }

  /** Whether a file could not be read to its end. */
  get cutOff(): boolean {
    return this.#cutOff;
  }

  /** Begins a file; problems are told with its name. */
  open(file: string): CandidateFile {
    let reader: JsonFile | YamlFile | undefined;
    return {
      push: chunk => {
        if (!reader) {
          const first = firstByte(chunk);
          if (first === undefined) {
            return;
          }
          reader =
            first === 0x7b || first === 0x5b
              ? new JsonFile(this.#builder, file, this.#namespace, problem =>
                  this.#tell(file, problem),
                )
              : new YamlFile(document => {
                  const { kind, problems } = takeBitolDocument({
                    document,
                    file,
                    builder: this.#builder,
                    contracts: this.#contracts,
                    namespace: this.#namespace,
                  });
                  problems.forEach(problem => this.#tell(file, problem));
                  return kind;
                });
        }
        reader.push(chunk);
        if (this.#builder.size > MOST_DATA_SETS) {
          throw new InputError(
            `${file}: there are more than ${MOST_DATA_SETS.toLocaleString(
              'en-GB',
            )} data sets; send them as several sources`,
          );
        }
      },
      end: () => {
        if (!reader) {
          this.#tell(file, { reason: 'is empty' });
          return undefined;
        }
        const format = reader.end();
        this.#cutOff ||= reader.broken;
        return format;
      },
    };
  }

  /** The graph of all files. */
  graph(): CandidateGraph {
    return this.#builder.build();
  }

  #tell(file: string, problem: Omit<CandidateProblem, 'file'>): void {
    this.#problemsTotal++;
    if (this.#problems.length < MOST_PROBLEMS) {
      this.#problems.push({ file, ...problem });
    }
  }
}

/** The first byte that is no space, and none of the mark that some editors put first. */
function firstByte(chunk: Uint8Array): number | undefined {
  return chunk.find(
    byte => ![0x20, 0x0a, 0x0d, 0x09, 0xef, 0xbb, 0xbf].includes(byte),
  );
}
