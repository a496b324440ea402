/** The value of the attribute `error.type`: the name of an error, of which there are few. */
export function errorType(error: unknown): string {
  return error instanceof Error ? error.name : '_OTHER';
}
