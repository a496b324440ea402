import { CompatibilityRow } from './types';

const DATA = { concern: 'data' } as const;
const LEVEL = { concern: 'service-level' } as const;
const ACCESS = { concern: 'access' } as const;
const WORDING = { concern: 'wording', verdict: 'safe' } as const;

/**
 * What each kind of change means for those who read the port already, when it gets new data under the later version. A change that
 * no row describes is `field-changed`: a warning, never safe.
 *
 * @see docs/contracts.md
 * @public
 */
export const COMPATIBILITY = {
  // Schema objects and columns.
  'object-removed': {
    ...DATA,
    verdict: 'breaking',
    says: ({ what }) => `${what} is gone.`,
  },
  'object-renamed': {
    ...DATA,
    verdict: 'breaking',
    says: ({ what, after }) => `${what} is now called ${after}.`,
  },
  'object-added': {
    ...DATA,
    verdict: 'safe',
    adds: true,
    says: ({ what }) => `${what} is new.`,
  },
  'column-removed': {
    ...DATA,
    verdict: 'breaking',
    says: ({ what }) => `${what} is gone.`,
  },
  'column-renamed': {
    ...DATA,
    verdict: 'breaking',
    says: ({ what, after }) => `${what} is now called ${after}.`,
  },
  'column-moved': {
    ...DATA,
    verdict: 'breaking',
    says: ({ what, after }) => `${what} has moved to ${after}.`,
  },
  'column-added': {
    ...DATA,
    verdict: 'safe',
    adds: true,
    says: ({ what }) => `${what} is new.`,
  },
  'store-name-changed': {
    ...DATA,
    verdict: 'breaking',
    says: ({ what, before, after }) =>
      `${what} is called ${after} in the store, no longer ${before}.`,
  },
  'identity-changed': {
    ...DATA,
    verdict: 'warning',
    says: ({ what, before, after }) =>
      `${what} has the id ${after} instead of ${before}: it may be something else under the old name.`,
  },
  // Types.
  'type-changed': {
    ...DATA,
    verdict: 'breaking',
    says: ({ what, before, after }) => `${what} is ${after}, was ${before}.`,
  },
  'type-widened': {
    ...DATA,
    verdict: 'warning',
    says: ({ what, before, after }) =>
      `${what} is ${after}, was ${before}: values may no longer be whole.`,
  },
  'store-type-changed': {
    ...DATA,
    verdict: 'breaking',
    says: ({ what, before, after }) =>
      `${what} is stored as ${after}, was stored as ${before}.`,
  },
  'type-withdrawn': {
    ...DATA,
    verdict: 'warning',
    says: ({ what, before }) =>
      `${what} no longer promises a type; it was ${before}.`,
  },
  'type-stated': {
    ...DATA,
    verdict: 'safe',
    adds: true,
    says: ({ what, after }) => `${what} now promises the type ${after}.`,
  },
  // What readers rely on in the values.
  'nulls-allowed': {
    ...DATA,
    verdict: 'breaking',
    says: ({ what }) => `${what} may now be empty.`,
  },
  'nulls-forbidden': {
    ...DATA,
    verdict: 'safe',
    adds: true,
    says: ({ what }) =>
      `${what} is now always filled; the producer has to keep that.`,
  },
  'repeats-allowed': {
    ...DATA,
    verdict: 'breaking',
    says: ({ what }) => `${what} may now have the same value twice.`,
  },
  'repeats-forbidden': {
    ...DATA,
    verdict: 'safe',
    adds: true,
    says: ({ what }) =>
      `${what} now has each value once; the producer has to keep that.`,
  },
  'key-removed': {
    ...DATA,
    verdict: 'breaking',
    says: ({ what, before }) =>
      `${what} has no primary key any more; it was ${before}.`,
  },
  'key-changed': {
    ...DATA,
    verdict: 'breaking',
    says: ({ what, before, after }) =>
      `${what} is identified by ${after}, no longer by ${before}.`,
  },
  'key-added': {
    ...DATA,
    verdict: 'safe',
    adds: true,
    says: ({ what, after }) => `${what} is now identified by ${after}.`,
  },
  'limit-loosened': {
    ...DATA,
    verdict: 'warning',
    says: ({ what, field, before, after }) =>
      `${what} may hold more than before: ${field} is ${after}, was ${before}.`,
  },
  'limit-tightened': {
    ...DATA,
    verdict: 'safe',
    adds: true,
    says: ({ what, field, before, after }) =>
      `${what} is promised within narrower limits: ${field} is ${after}, was ${before}.`,
  },
  'limit-changed': {
    ...DATA,
    verdict: 'warning',
    says: ({ what, field, before, after }) =>
      `${what} has other values: ${field} is ${after}, was ${before}.`,
  },
  'notation-changed': {
    ...DATA,
    verdict: 'breaking',
    says: ({ what, before, after }) =>
      `${what} is written as ${after}, was written as ${before}.`,
  },
  'value-added': {
    ...DATA,
    verdict: 'warning',
    says: ({ what, after }) => `${what} may now hold ${after}.`,
  },
  'value-removed': {
    ...DATA,
    verdict: 'warning',
    says: ({ what, before }) => `${what} no longer holds ${before}.`,
  },
  // Service levels.
  'rule-removed': {
    ...LEVEL,
    verdict: 'breaking',
    says: ({ before }) => `No longer checked: ${before}`,
  },
  'rule-weakened': {
    ...LEVEL,
    verdict: 'breaking',
    says: ({ before, after }) =>
      `A rule accepts more than before: ${after} It was: ${before}`,
  },
  'rule-rewritten': {
    ...LEVEL,
    verdict: 'warning',
    says: ({ before, after }) =>
      `A rule checks something else: ${after} It was: ${before}`,
  },
  'rule-run-less': {
    ...LEVEL,
    verdict: 'warning',
    says: ({ before }) => `Checked less often than before: ${before}`,
  },
  'rule-tightened': {
    ...LEVEL,
    verdict: 'safe',
    adds: true,
    says: ({ before, after }) =>
      `A rule accepts less than before: ${after} It was: ${before}`,
  },
  'rule-added': {
    ...LEVEL,
    verdict: 'safe',
    adds: true,
    says: ({ after }) => `Newly checked: ${after}`,
  },
  'rule-without-effect-removed': {
    ...LEVEL,
    verdict: 'safe',
    says: ({ before }) => `A rule that could never fail is gone: ${before}`,
  },
  'promise-removed': {
    ...LEVEL,
    verdict: 'breaking',
    says: ({ before }) => `No longer promised: ${before}`,
  },
  'promise-loosened': {
    ...LEVEL,
    verdict: 'breaking',
    says: ({ before, after }) => `Less is promised: ${after} It was: ${before}`,
  },
  'promise-changed': {
    ...LEVEL,
    verdict: 'warning',
    says: ({ before, after }) =>
      `Something else is promised: ${after} It was: ${before}`,
  },
  'promise-tightened': {
    ...LEVEL,
    verdict: 'safe',
    adds: true,
    says: ({ before, after }) => `More is promised: ${after} It was: ${before}`,
  },
  'promise-added': {
    ...LEVEL,
    verdict: 'safe',
    adds: true,
    says: ({ after }) => `Newly promised: ${after}`,
  },
  'end-announced': {
    ...LEVEL,
    verdict: 'warning',
    says: ({ after }) => `An end is announced: ${after}`,
  },
  // The way to the data.
  'server-removed': {
    ...ACCESS,
    verdict: 'breaking',
    says: ({ what }) => `${what} serves it no longer.`,
  },
  'server-changed': {
    ...ACCESS,
    verdict: 'breaking',
    says: ({ what, field, before, after }) =>
      `${what} is elsewhere or otherwise: ${field} is ${after}, was ${before}.`,
  },
  'server-renamed': {
    ...ACCESS,
    verdict: 'safe',
    says: ({ what, after }) =>
      `${what} is called ${after} in the contract; it is the same place.`,
  },
  'server-added': {
    ...ACCESS,
    verdict: 'safe',
    adds: true,
    says: ({ what }) => `${what} serves it too.`,
  },
  'other-server-changed': {
    ...ACCESS,
    verdict: 'warning',
    says: ({ what }) =>
      `${what}, which is not the production server, is gone or elsewhere.`,
  },
  'role-removed': {
    ...ACCESS,
    verdict: 'breaking',
    says: ({ what }) => `${what} no longer gives access.`,
  },
  'role-added': {
    ...ACCESS,
    verdict: 'safe',
    adds: true,
    says: ({ what }) => `${what} gives access too.`,
  },
  'classification-raised': {
    ...ACCESS,
    verdict: 'breaking',
    says: ({ what, before, after }) =>
      `${what} is classified ${after}, was ${before}: who reads it may lose the right to.`,
  },
  'classification-lowered': {
    ...ACCESS,
    verdict: 'safe',
    says: ({ what, before, after }) =>
      `${what} is classified ${after}, was ${before}.`,
  },
  'contract-retired': {
    ...ACCESS,
    verdict: 'breaking',
    says: () => `The contract is retired: nothing is promised any more.`,
  },
  'contract-deprecated': {
    ...ACCESS,
    verdict: 'warning',
    says: () => `The contract is deprecated: plan to leave it.`,
  },
  'support-removed': {
    ...ACCESS,
    verdict: 'warning',
    says: ({ what }) => `${what} is given no longer.`,
  },
  'support-added': {
    ...ACCESS,
    verdict: 'safe',
    adds: true,
    says: ({ what }) => `${what} is given too.`,
  },
  // Everything else.
  'field-changed': {
    ...DATA,
    verdict: 'warning',
    says: ({ what, field, before, after }) =>
      `${what}: ${field} is ${after}, was ${before}. What that means for readers is not known here.`,
  },
  'words-changed': {
    ...WORDING,
    says: ({ what, field }) => `${what}: ${field} reads differently.`,
  },
} satisfies Record<string, CompatibilityRow>;

/** A kind of change of the compatibility table. @public */
export type ContractChangeKind = keyof typeof COMPATIBILITY;
