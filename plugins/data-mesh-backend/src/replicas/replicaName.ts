import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';

/** A name for this process, by which an administrator finds it and which no other process has, not even the next one here. */
export function replicaName(): string {
  return `${hostname()}:${process.pid}:${randomBytes(4).toString('hex')}`;
}
