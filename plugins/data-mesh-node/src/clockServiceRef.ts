import {
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';

/** Tells the moment that everything is judged at. @public */
export interface ClockService {
  /** Milliseconds since the epoch. */
  now(): number;
}

/**
 * The clock that judgements are made by. Its default is the machine's; tests that need weeks to pass replace it, nothing else
 * should. @public
 */
export const clockServiceRef = createServiceRef<ClockService>({
  id: 'data-mesh.clock',
  scope: 'root',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: {},
      factory: () => ({ now: () => Date.now() }),
    }),
});
