import { InputError } from '@backstage/errors';
import { Page } from '@meshproof/backstage-plugin-data-mesh-common';
import { Request } from 'express';

const DEFAULT_LIMIT = 50;
const LARGEST_LIMIT = 500;

/** The values of a query parameter that may be repeated. */
export function listOf(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value])
    .filter(item => typeof item === 'string' || typeof item === 'number')
    .map(item => String(item).trim())
    .filter(item => item !== '');
}

/**
 * How many items a request asks for.
 *
 * @throws InputError where that is not what it has to be
 */
export function limitOf(request: Request): number {
  const { limit: asked } = request.query;
  const limit = asked === undefined ? DEFAULT_LIMIT : Number(asked);
  if (!Number.isInteger(limit) || limit < 1 || limit > LARGEST_LIMIT) {
    throw new InputError(
      `limit must be a whole number from 1 to ${LARGEST_LIMIT}`,
    );
  }
  return limit;
}

/**
 * How many days back a request asks for.
 *
 * @throws InputError where that is not what it has to be
 */
export function daysOf(
  request: Request,
  options: { otherwise: number; most: number },
): number {
  const { days } = request.query;
  const count = days === undefined ? options.otherwise : Number(days);
  if (!Number.isInteger(count) || count < 1 || count > options.most) {
    throw new InputError(
      `days must be a whole number from 1 to ${options.most}`,
    );
  }
  return count;
}

/**
 * The page of a list that a request asks for.
 *
 * @throws InputError where cursor or limit are not what they have to be
 */
export function pageOf<T>(items: T[], request: Request): Page<T> {
  const { cursor } = request.query;
  const limit = limitOf(request);
  const start =
    cursor === undefined
      ? 0
      : Number(Buffer.from(String(cursor), 'base64url').toString('utf8'));
  if (!Number.isInteger(start) || start < 0) {
    throw new InputError('cursor must be the nextCursor of the page before');
  }
  const end = start + limit;
  return {
    items: items.slice(start, end),
    totalItems: items.length,
    ...(end < items.length
      ? { nextCursor: Buffer.from(String(end)).toString('base64url') }
      : {}),
  };
}
