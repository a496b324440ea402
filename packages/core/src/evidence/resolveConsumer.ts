import { UsageRecord } from './types';

/** Whose accounts, roles and jobs are. @public */
export interface KnownPrincipals {
  /** As configured: entity references, by principal in lower case. */
  principals?: Record<string, string>;
  /** Products by the jobs that they declare, `namespace/name` in lower case. */
  jobs?: Record<string, string>;
}

function entryOf(
  entries: Record<string, string> | undefined,
  name: string,
): string | undefined {
  return entries && Object.prototype.hasOwnProperty.call(entries, name)
    ? entries[name]
    : undefined;
}

/**
 * Who read: as the sender says, else whose account it is by configuration, else the product that declares the job. Undefined where
 * nobody knows. @public
 */
export function resolveConsumer(
  record: Pick<UsageRecord, 'consumer' | 'principal'>,
  known: KnownPrincipals,
): string | undefined {
  const { consumer, principal } = record;
  if (consumer !== undefined || principal === undefined) {
    return consumer;
  }
  const name = principal.trim().toLowerCase();
  return entryOf(known.principals, name) ?? entryOf(known.jobs, name);
}
