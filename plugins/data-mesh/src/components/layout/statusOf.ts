const STATUS_OF_NAME: Record<string, number> = {
  AuthenticationError: 401,
  NotAllowedError: 403,
  NotFoundError: 404,
};

/** The HTTP status behind an error, also where a test or another client throws the plain error class. @internal */
export function statusOf(error: Error): number | undefined {
  const { statusCode } = error as Error & { statusCode?: unknown };
  if (typeof statusCode === 'number') {
    return statusCode;
  }
  return STATUS_OF_NAME[error.name];
}
