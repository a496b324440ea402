/**
 * A style for cells of the catalog's table, which otherwise breaks words anywhere to make columns narrow: there is room for the
 * usual word, and only a longer one is broken. A new object each time: the table writes into the styles of its columns.
 *
 * @internal
 */
export function wholeWords(minWidth: string) {
  return {
    wordBreak: 'normal',
    overflowWrap: 'anywhere',
    minWidth,
  } as const;
}
