import { parseEntityRef } from '@backstage/catalog-model';
import {
  CheckState,
  EvidenceKind,
  FixOwner,
  LEVEL_NAMES,
  Level,
  UnknownCause,
  Verdict,
  Witness,
} from '@meshproof/backstage-plugin-data-mesh-common';

/** All levels, lowest first. @internal */
export const LEVELS: readonly Level[] = [0, 1, 2, 3, 4, 5];

/** Level 3 and more, as the address of a list of products has them. @internal */
export const MEASURED_LEVELS: string[] = LEVELS.filter(level => level >= 3).map(
  String,
);

/** All verdicts, in the order in which screens list them. @internal */
export const VERDICTS: readonly Verdict[] = [
  'proven',
  'partial',
  'contradicted',
  'unmeasured',
  'new',
  'unproven',
];

/** What a verdict says, one sentence. @internal */
export const VERDICT_MEANING: Record<Verdict, string> = {
  proven: 'All six key claims are shown by evidence.',
  partial: 'At least three of the six key claims are known.',
  contradicted: 'Records of two or more days contradict a key claim.',
  new: 'Not known for long enough to be judged.',
  unmeasured:
    'The connected sources could not have shown the key claims; connecting them is the platform’s task.',
  unproven:
    'The connected sources could have shown the key claims, and fewer than three are known.',
};

/** All states, in the order in which screens list them. @internal */
export const CHECK_STATES: readonly CheckState[] = [
  'fail',
  'unknown',
  'stale',
  'waived',
  'pass',
];

/** Why a state is unknown, in a few words. @internal */
export const CAUSE_WORDS: Record<UnknownCause, string> = {
  'no-source': 'no source connected',
  'not-wired': 'not wired',
  unmatched: 'records unmatched',
  'too-early': 'too early',
  'broken-rule': 'broken rule',
};

/** Whose task it is, in a few words. @internal */
export const WHO_WORDS: Record<FixOwner, string> = {
  team: 'the team’s task',
  platform: 'the platform’s task',
  nobody: 'nobody’s task, only time',
};

/** What a witness is called. @internal */
export const WITNESS_WORDS: Record<Witness, string> = {
  self: 'sent by the owner',
  platform: 'platform',
  consumer: 'consumer',
};

/** What a kind of record is called. @internal */
export const KIND_WORDS: Record<EvidenceKind, string> = {
  change: 'Change',
  run: 'Run',
  quality: 'Quality result',
  freshness: 'Freshness',
  schema: 'Schema',
  usage: 'Usage',
};

/** `2 Defined`. @internal */
export function levelText(level: Level): string {
  return `${level} ${LEVEL_NAMES[level]}`;
}

/** `1 product`, `2 products`. @internal */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`;
}

const KINDS: Record<string, string> = {
  airesource: 'AI resource',
  api: 'API',
  dataproduct: 'Data product',
};

/** What kind of entity a reference names: `Data product`, `Component`; a dash where it names none. @internal */
export function kindText(ref: string): string {
  try {
    const kind = parseEntityRef(ref).kind.toLocaleLowerCase('en-US');
    return (
      KINDS[kind] ?? kind.charAt(0).toLocaleUpperCase('en-US') + kind.slice(1)
    );
  } catch {
    return '–';
  }
}
