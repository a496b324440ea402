/** The command was called wrongly, or a file that it names cannot be read. */
export class UsageError extends Error {}
