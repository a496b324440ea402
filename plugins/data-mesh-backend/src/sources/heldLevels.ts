import { LevelResult } from '@meshproof/backstage-plugin-data-mesh-common';

/** Levels that are shown as they were because a source is silent, by publisher; and until when the last of them is. */
export function heldLevels(
  products: { level: LevelResult }[],
): Map<string, { levels: number; until: string }> {
  const holds = new Map<string, { levels: number; until: string }>();
  for (const { level } of products) {
    const { heldBySource, heldUntil } = level;
    if (heldBySource === undefined || heldUntil === undefined) {
      continue;
    }
    const known = holds.get(heldBySource);
    holds.set(heldBySource, {
      levels: (known?.levels ?? 0) + 1,
      until: known && known.until > heldUntil ? known.until : heldUntil,
    });
  }
  return holds;
}
