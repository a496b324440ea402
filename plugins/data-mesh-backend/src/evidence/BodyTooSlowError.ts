import { CustomErrorBase } from '@backstage/errors';

/** A body of which nothing came for too long. Answered with 408. */
export class BodyTooSlowError extends CustomErrorBase {
  name = 'BodyTooSlowError' as const;
  readonly statusCode = 408;
}
