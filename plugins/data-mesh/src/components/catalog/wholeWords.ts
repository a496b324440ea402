/**
 * A style for cells of the catalog's table, which otherwise breaks words anywhere to make columns narrow. A new object each
 * time: the table writes into the styles of its columns.
 *
 * @internal
 */
export function wholeWords(): { wordBreak: 'normal' } {
  return { wordBreak: 'normal' };
}
