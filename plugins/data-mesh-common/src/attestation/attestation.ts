/** What people attest that is about no single check. @public */
export const ATTESTATION_TOPICS = [
  'purpose',
  'usefulness',
  'support',
  'on-call',
  'second-person',
  'drill',
  'inputs',
  'other',
] as const;

/** One of {@link ATTESTATION_TOPICS}. @public */
export type AttestationTopic = (typeof ATTESTATION_TOPICS)[number];

/** The longest text of an attestation, in characters. @public */
export const ATTESTATION_MOST_TEXT = 2000;

/** The longest an attestation stands, in milliseconds: 180 days (docs/rubric.md). @public */
export const ATTESTATION_LONGEST = 180 * 24 * 3_600_000;

const MOST_LINK = 2048;

/**
 * How somebody stands to what is attested: of its owner group (`owner`), of the group that owns a consumer that was seen to read
 * (`consumer`), of the central groups (`platform`), or anybody else (`group`). @public
 */
export type AttestationRelation = 'owner' | 'group' | 'consumer' | 'platform';

/** What somebody wants to attest. @public */
export interface AttestationRequest {
  /** Reference of a product or domain. */
  subject: string;
  /** Id of a check, or one of {@link ATTESTATION_TOPICS}. */
  about: string;
  /** Plain text, at most 2,000 characters. */
  text: string;
  /** Where it can be looked at: an address that begins with http or https. */
  link?: string;
  /** ISO 8601 time or date from which it holds; default now. */
  from?: string;
  /** ISO 8601 time or date until which it holds, at most 180 days after `from`; default those 180 days. */
  expiresAt?: string;
  /** The sender's own idempotency key, at most 256 characters; without one the content is the key. */
  key?: string;
}

/** An attestation, as a reader may see it. Times are ISO 8601 in UTC. @public */
export interface Attestation {
  id: string;
  subject: string;
  about: string;
  text: string;
  link?: string;
  /** Reference of the person who stands behind it. */
  attester: string;
  relation: AttestationRelation;
  /** The group or consumer by which the relation was found. */
  onBehalfOf?: string;
  from: string;
  expiresAt: string;
  createdAt: string;
  withdrawnAt?: string;
  withdrawnBy?: string;
  state: 'ahead' | 'standing' | 'expired' | 'withdrawn';
  /** `declared` for a domain's or owner's own statement where only others can attest. */
  basis: 'attested' | 'declared';
  /** Whether a check may count it now, and why, in a sentence. */
  counts: boolean;
  reason: string;
  /** Whether the reader may withdraw it. */
  mayWithdraw: boolean;
}

/** A page of attestations about one subject, newest first. @public */
export interface AttestationPage {
  items: Attestation[];
  nextCursor?: string;
  totalItems: number;
  /** Whether the reader may add one. */
  mayAttest: boolean;
  /** The checks that one can be about; empty for domains. */
  checks: { id: string; title: string; level: number }[];
}

/** What is wrong with a request, by field. @public */
export interface AttestationProblem {
  field: 'about' | 'text' | 'link' | 'from' | 'expiresAt' | 'key';
  problem:
    | 'missing'
    | 'unknown'
    | 'too-long'
    | 'no-text'
    | 'no-web-address'
    | 'no-time'
    | 'over-already'
    | 'before-from'
    | 'longer-than-180-days'
    | 'too-far-ahead';
}

/** The time span of a request, milliseconds; undefined where a time is none. @public */
export function attestationSpan(
  request: Pick<AttestationRequest, 'from' | 'expiresAt'>,
  now: number,
): { from: number | undefined; expiresAt: number | undefined } {
  const from = request.from ? timeOf(request.from) : now;
  if (request.expiresAt) {
    return { from, expiresAt: timeOf(request.expiresAt) };
  }
  const expiresAt = from === undefined ? undefined : from + ATTESTATION_LONGEST;
  return { from, expiresAt };
}

/**
 * Everything that is wrong with a request but for its subject, by field; the same for the form and the door.
 *
 * @param accepts - whether something can be attested about it: a topic or a check
 * @public
 */
export function findAttestationProblems(
  request: Omit<AttestationRequest, 'subject'>,
  options: { now: number; accepts: (about: string) => boolean },
): AttestationProblem[] {
  const { now, accepts } = options;
  const problems: AttestationProblem[] = [];
  const add = (
    field: AttestationProblem['field'],
    problem: AttestationProblem['problem'],
  ) => problems.push({ field, problem });

  if (!request.about) {
    add('about', 'missing');
  } else if (!accepts(request.about)) {
    add('about', 'unknown');
  }
  if (!request.text.trim()) {
    add('text', 'missing');
  } else if (request.text.length > ATTESTATION_MOST_TEXT) {
    add('text', 'too-long');
  } else if (!isStorable(request.text)) {
    add('text', 'no-text');
  }
  if (request.link && !isWebAddress(request.link)) {
    add('link', 'no-web-address');
  } else if (request.link && request.link.length > MOST_LINK) {
    add('link', 'too-long');
  }
  if (request.key !== undefined && request.key.length > 256) {
    add('key', 'too-long');
  }
  const { from, expiresAt } = attestationSpan(request, now);
  if (from === undefined) {
    add('from', 'no-time');
  } else if (from > now + ATTESTATION_LONGEST) {
    add('from', 'too-far-ahead');
  }
  if (expiresAt === undefined) {
    if (from !== undefined) {
      add('expiresAt', 'no-time');
    }
  } else if (from !== undefined) {
    if (expiresAt <= from) {
      add('expiresAt', 'before-from');
    } else if (expiresAt > from + ATTESTATION_LONGEST) {
      add('expiresAt', 'longer-than-180-days');
    } else if (expiresAt <= now) {
      add('expiresAt', 'over-already');
    }
  }
  return problems;
}

/** Whether a text is an address on the web, and nothing that runs when it is opened. @public */
export function isWebAddress(text: string): boolean {
  try {
    const { protocol, username, password } = new URL(text);
    return (
      /^https?:$/.test(protocol) &&
      /^https?:\/\//i.test(text) &&
      username === '' &&
      password === ''
    );
  } catch {
    return false;
  }
}

const TIME =
  /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d))?$/;

function timeOf(text: string): number | undefined {
  const time = TIME.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(time) ? undefined : time;
}

/** PostgreSQL cannot store NUL, and half a surrogate pair is no text. */
function isStorable(text: string): boolean {
  return (
    !text.includes('\0') &&
    !/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/.test(
      text,
    )
  );
}
