import { Texts } from '../../texts/useTexts';

/** Whether a record was counted, and why not. @internal */
export function countedText(
  t: Texts,
  record: { counted?: boolean; notCounted?: string },
): string {
  if (record.counted) {
    return t('answer.yes');
  }
  return record.notCounted
    ? t('answer.noBecause', { reason: record.notCounted })
    : t('answer.no');
}
