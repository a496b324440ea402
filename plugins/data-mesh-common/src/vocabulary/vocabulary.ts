/** The five states of a check. Only `pass` is a pass. @public */
export type CheckState = 'pass' | 'fail' | 'unknown' | 'stale' | 'waived';

/**
 * Why a state is `unknown`:
 * `no-source` nothing connected could have shown it (the platform's task);
 * `not-wired` a source covers the server, but nothing about this product has come (the team's task);
 * `unmatched` records came that are nearly, but not surely, about it (the platform's task);
 * `too-early` the window is not full yet (nobody's task);
 * `broken-rule` the check or a document it reads is broken. @public
 */
export type UnknownCause =
  | 'no-source'
  | 'not-wired'
  | 'unmatched'
  | 'too-early'
  | 'broken-rule';

/** Where a fact comes from: someone's word, a system, or a named person who looked. @public */
export type Basis = 'declared' | 'observed' | 'attested';

/**
 * Who stands behind an observation: `self` the owner's own credentials, `platform` a source the owner cannot administer,
 * `consumer` somebody outside the owner group. @public
 */
export type Witness = 'self' | 'platform' | 'consumer';

/** 0 Listed, 1 Identified, 2 Defined, 3 Measured, 4 Kept, 5 Relied on. @public */
export type Level = 0 | 1 | 2 | 3 | 4 | 5;

/** Names of the levels, by number. @public */
export const LEVEL_NAMES = [
  'Listed',
  'Identified',
  'Defined',
  'Measured',
  'Kept',
  'Relied on',
] as const;

/** What the evidence says of the claims as a whole. The order of the rules is in `docs/rubric.md`. @public */
export type Verdict =
  | 'proven'
  | 'partial'
  | 'contradicted'
  | 'new'
  | 'unmeasured'
  | 'unproven';

/** The quality a check looks at. @public */
export type Dimension =
  | 'ownership'
  | 'valuable'
  | 'addressable'
  | 'discoverable'
  | 'interoperable'
  | 'understandable'
  | 'trustworthy'
  | 'secure';

/** The kinds of generic evidence record. @public */
export type EvidenceKind =
  | 'change'
  | 'run'
  | 'quality'
  | 'freshness'
  | 'schema'
  | 'usage'
  | 'incident'
  | 'support'
  | 'agreement'
  | 'confirmation'
  | 'policy-run';

/** All of {@link EvidenceKind}, for lists and validation. @public */
export const EVIDENCE_KINDS: readonly EvidenceKind[] = [
  'change',
  'run',
  'quality',
  'freshness',
  'schema',
  'usage',
  'incident',
  'support',
  'agreement',
  'confirmation',
  'policy-run',
];

/**
 * What a contradiction is about. `owner`, `pipeline` and `schema` refute a key claim; `rhythm` (written less often than promised) and
 * `lifecycle` (called active, and not written) move no verdict. @public
 */
export type ContradictionKind =
  | 'owner'
  | 'pipeline'
  | 'schema'
  | 'rhythm'
  | 'lifecycle';

/** All of {@link ContradictionKind}, for lists and validation. @public */
export const CONTRADICTION_KINDS: readonly ContradictionKind[] = [
  'owner',
  'pipeline',
  'schema',
  'rhythm',
  'lifecycle',
];

/** Who has to act for a check to pass. @public */
export type FixOwner = 'team' | 'platform' | 'nobody';

/** The six claims a verdict is made of. @public */
export type KeyClaim =
  | 'owner'
  | 'pipeline'
  | 'schema'
  | 'quality'
  | 'timeliness'
  | 'consumer';
