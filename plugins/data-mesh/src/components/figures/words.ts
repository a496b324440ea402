import { parseEntityRef } from '@backstage/catalog-model';
import {
  CheckState,
  Level,
  Verdict,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { Texts } from '../../texts/useTexts';

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

/** All states, in the order in which screens list them. @internal */
export const CHECK_STATES: readonly CheckState[] = [
  'fail',
  'unknown',
  'stale',
  'waived',
  'pass',
];

/** `2 Defined`. @internal */
export function levelText(t: Texts, level: Level): string {
  return t('level.text', {
    level: String(level),
    name: t(`level.names.${level}`),
  });
}

const ENTITY_KINDS = [
  'airesource',
  'api',
  'component',
  'dataproduct',
  'domain',
  'group',
  'resource',
  'system',
  'user',
] as const;

/** What kind of entity a reference names: `Data product`, `Component`; a dash where it names none. @internal */
export function kindText(t: Texts, ref: string): string {
  try {
    const kind = parseEntityRef(ref).kind.toLocaleLowerCase('en-US');
    const known = ENTITY_KINDS.find(one => one === kind);
    return known
      ? t(`entityKind.${known}`)
      : kind.charAt(0).toLocaleUpperCase('en-US') + kind.slice(1);
  } catch {
    return '–';
  }
}
