import { InputError } from '@backstage/errors';
import { object } from '../evidence/formats/fields';
import { Cut, CutListener, JsonCutter } from '../evidence/formats/JsonCutter';
import { CandidateGraphBuilder } from './CandidateGraphBuilder';
import { DBT_KEYS, DbtProject } from './dbtProject';
import { GRAPH_KEYS, takeGraphPart } from './graphDocument';
import { EVENT_KEYS, isEvent, takeEvent } from './lineageEvents';
import { CandidateFormat } from './types';

const MOST_PIECE_BYTES = 8 * 1024 * 1024;

type Tell = (problem: { path?: string; reason: string }) => void;

const KEYS = new Set([...DBT_KEYS, ...EVENT_KEYS, ...GRAPH_KEYS]);

/** A file of one or more JSON documents, read in pieces. @internal */
export class JsonFile {
  readonly #builder: CandidateGraphBuilder;
  readonly #file: string;
  readonly #namespace: string | undefined;
  readonly #tell: Tell;
  readonly #cutter: JsonCutter;
  #format: CandidateFormat | undefined;
  #document = 0;
  #broken = false;
  #project: DbtProject | undefined;
  #isManifest: boolean | undefined;
  #refused = false;
  #event: Record<string, unknown> = {};

  constructor(
    builder: CandidateGraphBuilder,
    file: string,
    namespace: string | undefined,
    tell: Tell,
  ) {
    this.#builder = builder;
    this.#file = file;
    this.#namespace = namespace;
    this.#tell = tell;
    const listener: CutListener = {
      begin: () => {
        this.#project = undefined;
        this.#isManifest = undefined;
        this.#refused = false;
        this.#event = {};
      },
      key: key => (KEYS.has(key) && !this.#refused ? MOST_PIECE_BYTES : 0),
      member: (key, at, value) => this.#member(key, at, value),
      element: (index, value) => {
        const element = this.#parse(`[${index}]`, value);
        if (element !== undefined) {
          this.#takeEvent(object(element), `[${index}]`);
        }
      },
      end: () => this.#endDocument(),
    };
    this.#cutter = new JsonCutter(listener);
  }

  /** Whether it could not be read to its end. */
  get broken(): boolean {
    return this.#broken;
  }

  push(chunk: Uint8Array): void {
    this.#guard(() => this.#cutter.push(chunk));
  }

  end(): CandidateFormat | undefined {
    this.#guard(() => this.#cutter.end());
    return this.#format;
  }

  /** Behind a bracket that is missing nothing can be told apart any more; what came before it stands. */
  #guard(work: () => void): void {
    if (this.#broken) {
      return;
    }
    try {
      work();
    } catch (error) {
      if (!(error instanceof InputError)) {
        throw error;
      }
      this.#broken = true;
      this.#tell({
        reason: `${error.message.replace(
          'The body',
          'The file',
        )}; what came before it was read`,
      });
    }
  }

  #parse(path: string, cut: Cut): unknown {
    if ('problem' in cut) {
      this.#tell({ path: this.#place(path), reason: cut.problem });
      return undefined;
    }
    try {
      return JSON.parse(cut.text);
    } catch (error) {
      this.#tell({
        path: this.#place(path),
        reason: `not JSON: ${error instanceof Error ? error.message : error}`,
      });
      return undefined;
    }
  }

  /** With the line or place of the document, where there are several. */
  #place(path: string): string {
    return this.#document > 0
      ? `document ${this.#document + 1}: ${path}`
      : path;
  }

  #member(key: string, at: string | number | undefined, cut: Cut): void {
    const path = pathOf(key, at);
    const value = this.#parse(path, cut);
    if (value === undefined || this.#refused) {
      return;
    }
    if (GRAPH_KEYS.includes(key)) {
      this.#format = 'graph';
      const problem = takeGraphPart(key, path, value, {
        builder: this.#builder,
        file: this.#file,
        namespace: this.#namespace,
      });
      if (problem) {
        this.#tell(problem);
      }
    } else if (EVENT_KEYS.includes(key)) {
      put(this.#event, key, at, value);
    } else if (key === 'metadata') {
      if (at === 'dbt_schema_version') {
        this.#isManifest = String(value).includes('/manifest/');
        const refused = this.#isManifest ? DbtProject.refuse(value) : undefined;
        this.#refused = refused !== undefined || !this.#isManifest;
        if (refused) {
          this.#format = 'dbt-manifest';
          this.#tell(refused);
        }
      }
    } else {
      this.#project ??= new DbtProject(
        this.#builder,
        this.#file,
        this.#namespace,
      );
      const refused = this.#project.take(key, at, value);
      if (refused) {
        this.#tell(refused);
      }
    }
  }

  #endDocument(): void {
    if (this.#isManifest) {
      this.#format = 'dbt-manifest';
    } else if (this.#project) {
      this.#tell({
        path: this.#place('metadata.dbt_schema_version'),
        reason: 'is missing; is this a manifest as dbt wrote it?',
      });
    }
    if (Object.keys(this.#event).length > 0) {
      this.#takeEvent(this.#event, '');
    }
    this.#document++;
  }

  #takeEvent(event: Record<string, unknown>, path: string): void {
    if (!isEvent(event)) {
      return;
    }
    this.#format = 'openlineage';
    const problem = takeEvent(event, this.#builder, this.#file);
    if (problem) {
      this.#tell({
        path: this.#place(path ? `${path}.${problem.path}` : problem.path),
        reason: problem.reason,
      });
    }
  }
}

/** Puts the members of a cut document together again. */
function put(
  into: Record<string, unknown>,
  key: string,
  at: string | number | undefined,
  value: unknown,
): void {
  if (at === undefined) {
    into[key] = value;
  } else if (typeof at === 'number') {
    const list = into[key];
    if (Array.isArray(list)) {
      list.push(value);
    } else {
      into[key] = [value];
    }
  } else {
    into[key] = { ...object(into[key]), [at]: value };
  }
}

function pathOf(key: string, at: string | number | undefined): string {
  if (at === undefined) {
    return key;
  }
  return typeof at === 'number' ? `${key}[${at}]` : `${key}.${at}`;
}
