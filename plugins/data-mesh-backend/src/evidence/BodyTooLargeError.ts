import { CustomErrorBase } from '@backstage/errors';

/** A body that goes on past what one request may hold. Answered with 413. */
export class BodyTooLargeError extends CustomErrorBase {
  name = 'BodyTooLargeError' as const;
  readonly statusCode = 413;
}
