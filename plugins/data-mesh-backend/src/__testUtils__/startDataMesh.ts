import {
  AuthService,
  BackendFeature,
  BackstageCredentials,
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { NotAllowedError } from '@backstage/errors';
import { JsonObject } from '@backstage/types';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { dataMeshHiddenCountReadPermission } from '@meshproof/backstage-plugin-data-mesh-common';
import { clockServiceRef } from '@meshproof/backstage-plugin-data-mesh-node';
import { Knex } from 'knex';
import request from 'supertest';
import { dataMeshPlugin } from '../plugin';
import { expectDescribed } from './expectDescribed';
import { TestCatalog } from './TestCatalog';

/** A clock that a test moves. */
export class TestClock {
  offset = 0;

  now(): number {
    return Date.now() + this.offset;
  }

  /** Lets time pass. */
  pass(milliseconds: number): void {
    this.offset += milliseconds;
  }
}

/** Sees a part of the catalog, and not how much is hidden. */
export const PARTNER = 'user:default/partner';
/** Sees nothing and may do nothing. */
export const STRANGER = 'user:default/stranger';
/** The subject of a token that is limited to this plugin. */
export const LIMITED = 'external:limited';

const GROUPS_OF: Record<string, string[]> = {
  'user:default/ana': ['group:default/supply-chain'],
  'user:default/cleo': ['group:default/supply-night-shift'],
  'user:default/dora': ['group:default/planning'],
  'user:default/fay': ['group:default/central-data'],
};

function userOf(credentials: BackstageCredentials): string | undefined {
  return (credentials.principal as { userEntityRef?: string }).userEntityRef;
}

function isStranger(credentials: BackstageCredentials): boolean {
  return userOf(credentials) === STRANGER;
}

function decisionFor(credentials: BackstageCredentials, permission: string) {
  const isDenied =
    isStranger(credentials) ||
    (userOf(credentials) === PARTNER &&
      permission === dataMeshHiddenCountReadPermission.name);
  return isDenied ? AuthorizeResult.DENY : AuthorizeResult.ALLOW;
}

/** Tokens as they are, but for the limited one, in whose name nothing can be asked of other plugins. */
function authService(): AuthService {
  const auth = mockServices.auth({ pluginId: 'data-mesh' });
  const tokenFor = auth.getPluginRequestToken.bind(auth);
  auth.getPluginRequestToken = async options => {
    const { subject } = options.onBehalfOf.principal as { subject?: string };
    if (subject === LIMITED) {
      throw new NotAllowedError('not among the restrictions of the token');
    }
    return tokenFor(options);
  };
  return auth;
}

/** The whole plugin on a real database, with a catalog and a clock that a test controls. */
export async function startDataMesh(options: {
  knex: Knex;
  catalog: TestCatalog;
  clock?: TestClock;
  config?: JsonObject;
  /** What takes the place of the services a test backend has. */
  features?: BackendFeature[];
}) {
  const clock = options.clock ?? new TestClock();
  const permissions = mockServices.permissions.mock({
    authorize: async (requests, asked) =>
      requests.map(({ permission }) => ({
        result:
          asked && 'credentials' in asked
            ? decisionFor(asked.credentials, permission.name)
            : AuthorizeResult.ALLOW,
      })),
    authorizeConditional: async (requests, { credentials }) =>
      requests.map(({ permission }) => {
        if (isStranger(credentials)) {
          return { result: AuthorizeResult.DENY };
        }
        return userOf(credentials) === PARTNER
          ? {
              result: AuthorizeResult.CONDITIONAL,
              pluginId: 'catalog',
              resourceType: permission.type,
              conditions: { rule: 'TEST', resourceType: 'catalog-entity' },
            }
          : { result: AuthorizeResult.ALLOW };
      }),
  });
  const backend = await startTestBackend({
    features: [
      dataMeshPlugin,
      options.catalog.factory(),
      mockServices.database.factory({ knex: options.knex }),
      permissions.factory,
      createServiceFactory({
        service: coreServices.auth,
        deps: {},
        factory: authService,
      }),
      mockServices.httpAuth.factory({
        defaultCredentials: mockCredentials.none(),
      }),
      createServiceFactory({
        service: coreServices.userInfo,
        deps: {},
        factory: () => ({
          async getUserInfo(credentials) {
            const { userEntityRef } = credentials.principal as {
              userEntityRef: string;
            };
            const groups = GROUPS_OF[userEntityRef] ?? [];
            return {
              userEntityRef,
              ownershipEntityRefs: [userEntityRef, ...groups],
            };
          },
        }),
      }),
      mockServices.rootConfig.factory({
        data: {
          dataMesh: {
            refresh: { milliseconds: 300 },
            surroundings: { milliseconds: 500 },
            contracts: { allowFileLocations: true },
            productionServers: ['snowflake://acme.eu'],
            publishers: [
              {
                id: 'warehouse',
                title: 'Warehouse',
                subject: 'external:warehouse',
                witness: 'platform',
              },
            ],
            ...options.config,
          },
        },
      }),
      createServiceFactory({
        service: clockServiceRef,
        deps: {},
        factory: () => clock,
      }),
      ...(options.features ?? []),
    ],
  });
  return {
    clock,
    stop: () => backend.stop(),
    server: backend.server,
    /** Asks as a person; as ana, who is in the owner group, unless told otherwise. */
    get: (path: string, user = 'user:default/ana') =>
      request(backend.server)
        .get(`/api/data-mesh${path}`)
        .set('Authorization', mockCredentials.user.header(user))
        .expect(expectDescribed),
    /** Sends evidence as the warehouse unless told otherwise. */
    send: (records: object[], authorization = tokenOf('external:warehouse')) =>
      request(backend.server)
        .post('/api/data-mesh/evidence')
        .set('Authorization', authorization)
        .set('Content-Type', 'application/x-ndjson')
        .send(records.map(record => JSON.stringify(record)).join('\n'))
        .expect(expectDescribed),
    /** Tells of data sets as the warehouse unless told otherwise. */
    sendCandidates: (
      source: string,
      body: object | string,
      authorization = tokenOf('external:warehouse'),
    ) =>
      request(backend.server)
        .put(`/api/data-mesh/candidates/${source}`)
        .set('Authorization', authorization)
        .set('Content-Type', 'application/json')
        .send(typeof body === 'string' ? body : JSON.stringify(body))
        .expect(expectDescribed),
  };
}

/** What a service puts into the header of its requests. */
export function tokenOf(subject: string): string {
  return mockCredentials.service.header({
    onBehalfOf: mockCredentials.service(subject),
    targetPluginId: 'data-mesh',
  });
}

/** Asks until the answer is right, for at most a minute, and tells how long it took in seconds. */
export async function until(
  what: string,
  isRight: () => Promise<boolean>,
): Promise<number> {
  const begin = Date.now();
  while (Date.now() - begin < 60_000) {
    if (await isRight()) {
      return (Date.now() - begin) / 1_000;
    }
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  throw new Error(`After 60 s still not true: ${what}`);
}
