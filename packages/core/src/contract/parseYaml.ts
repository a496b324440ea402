import {
  Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  Node,
  parseDocument,
} from 'yaml';
import { ContractPath } from './ContractPath';
import { findRepeatedKey } from './findRepeatedKey';
import { ContractProblem } from './types';

/** The largest document that is read, in bytes. @public */
export const MAX_CONTRACT_BYTES = 5 * 1024 * 1024;

// No real contract comes near; beyond it every reader that recurses is at risk.
const MAX_NESTING = 200;
const MAX_ALIASES = 100;
const MAX_VALUES = 1_000_000;

/** What came out of a text: a value and where its parts stand, or the one problem that stopped it. @internal */
export type ParsedYaml =
  | { value: unknown; lineOf(path: ContractPath): number | undefined }
  | { problem: ContractProblem };

function tooLarge(text: string, limit: number): boolean {
  if (text.length > limit) {
    return true;
  }
  // A UTF-16 unit takes at most three bytes in UTF-8: most texts need no encoding to be measured.
  return (
    text.length * 3 > limit && new TextEncoder().encode(text).length > limit
  );
}

function stop(message: string, fix: string, line?: number): ParsedYaml {
  return { problem: { severity: 'error', path: '', line, message, fix } };
}

function aliasBomb(how: string): ParsedYaml {
  return stop(
    `The YAML aliases of the document multiply too often: ${how}.`,
    'Write repeated parts out instead of using anchors.',
  );
}

function tooDeep(line?: number): ParsedYaml {
  return stop(
    `The document nests deeper than ${MAX_NESTING} levels and was not read.`,
    'Flatten the schema, or remove the brackets that do not belong there.',
    line,
  );
}

function nodeLine(
  document: Document,
  lines: LineCounter,
  path: ContractPath,
): number | undefined {
  let node: unknown = document.contents;
  let found: Node | undefined = node as Node | undefined;
  for (const step of path) {
    if (isAlias(node)) {
      node = node.resolve(document);
    }
    if (isMap(node)) {
      const item = node.items.find(
        ({ key }) => isScalar(key) && String(key.value) === String(step),
      );
      if (!item) {
        break;
      }
      found = (item.key as Node | undefined) ?? found;
      node = item.value;
    } else if (isSeq(node)) {
      node = node.items[Number(step)];
      found = (node as Node | undefined) ?? found;
    } else {
      break;
    }
  }
  const offset = found?.range?.[0];
  return offset === undefined ? undefined : lines.linePos(offset).line;
}

type Shape = 'fine' | 'holds itself' | 'too deep' | 'too many';

/** Whether the value can be walked: aliases can make a part hold itself, or stand for far more than was written. */
function shapeOf(root: unknown): Shape {
  const above = new Set<unknown>();
  const sizes = new Map<unknown, number>();
  let wrong: Shape | undefined;
  const measure = (item: unknown): number => {
    if (typeof item !== 'object' || item === null || wrong) {
      return 1;
    }
    const known = sizes.get(item);
    if (known !== undefined) {
      return known;
    }
    if (above.has(item) || above.size >= MAX_NESTING) {
      wrong = above.has(item) ? 'holds itself' : 'too deep';
      return 1;
    }
    above.add(item);
    let size = 1;
    for (const child of Object.values(item)) {
      size += measure(child);
    }
    above.delete(item);
    sizes.set(item, size);
    return size;
  };
  const size = measure(root);
  return wrong ?? (size > MAX_VALUES ? 'too many' : 'fine');
}

/**
 * Reads one YAML 1.2 (core schema) or JSON document. Safe against texts that are too large, nest too deep, repeat themselves
 * through aliases or hold themselves. Never throws. @internal
 */
export function parseYaml(
  text: string,
  maxBytes: number = MAX_CONTRACT_BYTES,
): ParsedYaml {
  if (tooLarge(text, maxBytes)) {
    return stop(
      `The document is larger than ${Math.floor(
        maxBytes / 1024 / 1024,
      )} MB and was not read.`,
      'Split it: one contract per output port, and no data in a contract.',
    );
  }
  try {
    const lines = new LineCounter();
    const document = parseDocument(text, {
      version: '1.2',
      schema: 'core',
      lineCounter: lines,
      prettyErrors: false,
      // Checked below, in one pass.
      uniqueKeys: false,
      // 'silent' would also hide that a second document follows.
      logLevel: 'error',
    });
    const [error] = document.errors;
    if (error) {
      const { line } = lines.linePos(error.pos[0]);
      if (error.code === 'MULTIPLE_DOCS') {
        return stop(
          'The file holds more than one YAML document.',
          'Keep one contract per file: split it at the line "---".',
          line,
        );
      }
      if (error.code === 'RESOURCE_EXHAUSTION') {
        return tooDeep(line);
      }
      return stop(
        `Line ${line} is not readable as YAML: ${error.message.replace(
          /\.?$/,
          '.',
        )}`,
        'Correct the line, or check that the file was not cut off.',
        line,
      );
    }
    const repeated = findRepeatedKey(document);
    if (repeated) {
      const { line } = lines.linePos(repeated.offset);
      return stop(
        `Line ${line} names "${repeated.key.slice(0, 80)}" a second time.`,
        'Keep one of the two.',
        line,
      );
    }
    const value: unknown = document.toJS({ maxAliasCount: MAX_ALIASES });
    const shape = shapeOf(value);
    if (shape === 'too deep') {
      return tooDeep();
    }
    if (shape === 'too many') {
      return aliasBomb(
        `the document stands for more than ${MAX_VALUES} values`,
      );
    }
    if (shape === 'holds itself') {
      return stop(
        'A YAML alias contains itself.',
        'Write the repeated part out instead of using an anchor.',
      );
    }
    return { value, lineOf: path => nodeLine(document, lines, path) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (/alias/i.test(message)) {
      return aliasBomb(`they stand for more than ${MAX_ALIASES} copies`);
    }
    return stop(
      `The document is not readable as YAML: ${message.replace(/\.?$/, '.')}`,
      'Check that it is a text file in YAML or JSON.',
    );
  }
}
