import { InputError } from '@backstage/errors';
import { findRepeatedKey } from '@meshproof/core';
import { LineCounter, parseDocument } from 'yaml';

/** Largest document that is read, in bytes. Reading YAML takes seconds per megabyte, and the catalog waits meanwhile. */
export const MAX_DOCUMENT_SIZE = 1024 * 1024;

/** More aliases than that multiply a document beyond what anybody writes. */
const MAX_ALIASES = 100;

/**
 * Reads the text of a document as YAML 1.2 (of which JSON is a part), so that unquoted dates and words such as `no` stay text.
 *
 * @throws InputError that names line and column where there are any
 */
export function parseOdpsDocument(text: string): unknown {
  if (Buffer.byteLength(text) > MAX_DOCUMENT_SIZE) {
    throw new InputError('the document is larger than 1 MB');
  }
  try {
    const lines = new LineCounter();
    const document = parseDocument(text, {
      version: '1.2',
      schema: 'core',
      logLevel: 'error',
      lineCounter: lines,
      // Checked below, in one pass.
      uniqueKeys: false,
    });
    const [error] = document.errors;
    if (error) {
      throw new InputError(
        error.code === 'MULTIPLE_DOCS'
          ? 'the file holds more than one YAML document; put each into a file of its own'
          : `not valid YAML: ${error.message.split('\n')[0].replace(/:$/, '')}`,
      );
    }
    const repeated = findRepeatedKey(document);
    if (repeated) {
      const { line, col } = lines.linePos(repeated.offset);
      throw new InputError(
        `line ${line}, column ${col} names "${repeated.key.slice(
          0,
          80,
        )}" a second time; keep one of the two`,
      );
    }
    return document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (error) {
    if (error instanceof InputError) {
      throw error;
    }
    // Nesting deeper than the stack and aliases that multiply both end here.
    const reason =
      error instanceof RangeError
        ? 'it is nested too deeply'
        : String(error instanceof Error ? error.message : error);
    throw new InputError(`the document cannot be read: ${reason}`);
  }
}
