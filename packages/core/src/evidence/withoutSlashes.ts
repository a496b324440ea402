/**
 * The text without slashes at its end. Not by an expression: one that is looked for at the end is tried at every slash before it, and a name
 * of nothing but slashes then takes milliseconds, a thousand of them seconds. @internal
 */
export function withoutSlashes(text: string): string {
  let end = text.length;
  while (end > 0 && text[end - 1] === '/') {
    end--;
  }
  return text.slice(0, end);
}
