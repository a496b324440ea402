import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { fullRef } from '../claims';
import { refuseUnknownKeys } from './refuseUnknownKeys';

const ROOT = 'dataMesh.evidence.principals';

/**
 * Reads `dataMesh.evidence.principals`: whose accounts, roles and jobs are, by their name in lower case.
 *
 * @throws InputError naming the key, where a consumer is no entity or a person, or where one name would be two consumers'
 */
export function readPrincipals(
  config: Config,
): Record<string, string> | undefined {
  const known = new Map<string, { path: string; consumer: string }>();
  for (const [index, entry] of (
    config.getOptionalConfigArray(ROOT) ?? []
  ).entries()) {
    const path = `${ROOT}[${index}]`;
    refuseUnknownKeys(entry, path, ['principal', 'job', 'consumer']);
    const name = readName(entry, path);
    const consumer = readConsumer(entry, path);
    const earlier = known.get(name);
    if (earlier && earlier.consumer !== consumer) {
      throw new InputError(
        `${path}: '${name}' is already ${earlier.consumer} by ${earlier.path}`,
      );
    }
    known.set(name, { path, consumer });
  }
  return known.size === 0
    ? undefined
    : Object.fromEntries(
        [...known].map(([name, { consumer }]) => [name, consumer]),
      );
}

function readName(entry: Config, path: string): string {
  const principal = entry.getOptionalString('principal');
  const job = entry.getOptionalConfig('job');
  if ((principal === undefined) === (job === undefined)) {
    throw new InputError(
      `${path}: name one of principal (an account or role, as records name it) and job ({ namespace, name })`,
    );
  }
  refuseUnknownKeys(job, `${path}.job`, ['namespace', 'name']);
  return (
    principal ?? `${job!.getString('namespace')}/${job!.getString('name')}`
  )
    .trim()
    .toLowerCase();
}

function readConsumer(entry: Config, path: string): string {
  const text = entry.getString('consumer');
  const consumer = fullRef(text, { kind: 'component' });
  if (!consumer || consumer.startsWith('user:')) {
    throw new InputError(
      `${path}.consumer: '${text}' must be an entity and no person, such as component:default/demand-forecast or group:default/sales`,
    );
  }
  return consumer;
}
