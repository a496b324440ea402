import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

const BYTES: Record<string, number> = { b: 1, kb: 1e3, mb: 1e6, gb: 1e9 };

/**
 * A number of bytes, written as `5MB`.
 *
 * @throws InputError where the value is no size
 */
export function readSize(
  config: Config,
  key: string,
  fallback: string,
): number {
  const text = config.getOptionalString(key) ?? fallback;
  const match = /^(\d+)\s*(B|kB|KB|MB|GB)?$/.exec(text.trim());
  if (!match) {
    throw new InputError(
      `${key} is '${text}'; write a size such as 5MB or 500kB`,
    );
  }
  return Number(match[1]) * BYTES[(match[2] ?? 'B').toLocaleLowerCase('en-US')];
}
