import { CustomErrorBase } from '@backstage/errors';

/** A sender that sent more than it may in a minute. Answered with 429. */
export class TooManyRequestsError extends CustomErrorBase {
  name = 'TooManyRequestsError' as const;
  readonly statusCode = 429;

  constructor(
    message: string,
    /** Seconds after which it may send again. */
    readonly retryAfter: number,
  ) {
    super(message);
  }
}
