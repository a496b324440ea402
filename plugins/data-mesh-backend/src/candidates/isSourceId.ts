/** Whether a text can name a source of candidates. */
export function isSourceId(text: string): boolean {
  return /^[a-z0-9]([-a-z0-9_.]{0,61}[a-z0-9])?$/.test(text);
}
