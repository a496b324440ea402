import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/**
 * Stops at a key that nobody reads. A misspelt one would leave its default in force without a word.
 *
 * @param path - of the section, for example `dataMesh.contracts`
 * @throws InputError naming the key and the accepted ones
 */
export function refuseUnknownKeys(
  config: Config | undefined,
  path: string,
  accepted: readonly string[],
): void {
  const unknown = config?.keys().find(key => !accepted.includes(key));
  if (unknown !== undefined) {
    throw new InputError(
      `${path}.${unknown}: no such setting; accepted are ${accepted.join(
        ', ',
      )}`,
    );
  }
}
