import {
  BackstageCredentials,
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  dataMeshSourcesReadPermission,
  SourcesReport,
  SourceSummary,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { ClockService } from '@meshproof/backstage-plugin-data-mesh-node';
import { datasetKey, SourceReach } from '@meshproof/core';
import express from 'express';
import Router from 'express-promise-router';
import { EvidenceStore, PublisherReach } from '../evidence/EvidenceStore';
import { Publisher } from '../evidence/Publisher';
import { missingSources, serverOf } from './missingSources';
import { nearestProducts } from './nearestProducts';
import { silentSince } from './silentSince';
import { SubjectAddress, SubjectsLookup } from './SubjectsLookup';
import { visibleRefs } from './visibleRefs';

/** What {@link createSourcesRouter} needs. */
export interface SourcesRouterOptions {
  store: EvidenceStore;
  publishers: Publisher[];
  subjects: SubjectsLookup;
  httpAuth: HttpAuthService;
  permissions: PermissionsService;
  catalog: CatalogService;
  clock: ClockService;
  /** As configured; undefined: every server that a product names counts as production. */
  productionServers?: string[];
}

const MOST_UNMATCHED = 200;

/** `GET /sources`: what is connected, what it reaches, and what is missing. */
export function createSourcesRouter(
  options: SourcesRouterOptions,
): express.Router {
  const { store, publishers, subjects, httpAuth, catalog, clock } = options;
  const router = Router();

  router.get('/sources', async (request, response) => {
    const credentials = await httpAuth.credentials(request, {
      allow: ['user', 'service'],
    });
    await requirePermission(credentials);
    const [reach, publisherReach, unmatched, allAddresses] = await Promise.all([
      store.reach(),
      store.publisherReach(),
      store.listUnmatched({ limit: MOST_UNMATCHED }),
      subjects.allAddresses(),
    ]);
    // Whoever runs the sources need not see every product: what is counted and named are those that this reader may see.
    const refs = new Set([
      ...allAddresses.map(({ ref }) => ref),
      ...publisherReach.flatMap(({ products }) => products),
    ]);
    const visible = await visibleRefs(catalog, [...refs], credentials);
    const addresses = allAddresses.filter(({ ref }) => visible.has(ref));
    const domains = await domainsOf([...visible]);
    const report: SourcesReport = {
      sources: senders(publishers, reach).map(sender =>
        summarize(
          sender,
          reach.filter(row => row.publisher === sender.id),
          publisherReach.find(row => row.publisher === sender.id),
          domains,
          visible.size === refs.size,
          clock.now(),
        ),
      ),
      missing: missingSources({
        addresses,
        reach,
        productionServers: options.productionServers,
      }),
      unmatched: unmatched.map(item => ({
        dataset: item.dataset,
        kinds: item.kinds,
        records: item.records,
        lastAt: new Date(item.lastAt).toISOString(),
        nearest: nearestProducts(item.dataset, addresses),
      })),
    };
    response.json(report);
  });

  async function requirePermission(credentials: BackstageCredentials) {
    const [decision] = await options.permissions.authorize(
      [{ permission: dataMeshSourcesReadPermission }],
      { credentials },
    );
    if (decision.result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError(
        `Seeing the sources needs the permission ${dataMeshSourcesReadPermission.name}`,
      );
    }
  }

  async function domainsOf(
    products: string[],
  ): Promise<Map<string, SubjectAddress['domain']>> {
    const described = await subjects.describe(products);
    return new Map(products.map(ref => [ref, described.get(ref)?.domain]));
  }

  return router;
}

/** Configured publishers, whether or not they have sent anything, and those that once did. */
function senders(
  publishers: readonly Publisher[],
  reach: readonly SourceReach[],
): Pick<Publisher, 'id' | 'title' | 'witness' | 'kinds' | 'namespace'>[] {
  const configured = new Set(publishers.map(({ id }) => id));
  const others = new Map(
    reach
      .filter(({ publisher }) => !configured.has(publisher))
      .map(({ publisher, title, witness }) => [
        publisher,
        { id: publisher, title, witness, kinds: [] },
      ]),
  );
  return [...publishers, ...others.values()].sort((a, b) =>
    a.title.localeCompare(b.title),
  );
}

function summarize(
  sender: ReturnType<typeof senders>[number],
  reach: SourceReach[],
  about: PublisherReach | undefined,
  /** Visible products, with their domain. */
  domains: ReadonlyMap<string, string | undefined>,
  /** Sums over records tell of hidden products how much is known of them. */
  seesAll: boolean,
  now: number,
): SourceSummary {
  const { id, title, witness, kinds, namespace } = sender;
  const products = (about?.products ?? []).filter(ref => domains.has(ref));
  const silent = silentSince(reach, now);
  return {
    publisher: id,
    title,
    witness,
    kinds:
      reach.length > 0
        ? [...new Set(reach.map(({ kind }) => kind))].sort()
        : [...kinds],
    servers: [
      ...new Set([
        ...reach.flatMap(row => row.namespace || []),
        ...(namespace ? [serverOf(datasetKey({ namespace, name: '' }))] : []),
      ]),
    ].sort(),
    ...(seesAll
      ? { records: reach.reduce((sum, row) => sum + row.records, 0) }
      : {}),
    ...(reach.length > 0 && about
      ? {
          firstAt: toIso(Math.min(...reach.map(row => row.firstAt))),
          lastAt: toIso(Math.max(...reach.map(row => row.lastAt))),
          lastReceivedAt: toIso(about.lastReceivedAt),
        }
      : {}),
    ...(silent === undefined ? {} : { silentSince: toIso(silent) }),
    reach: {
      ...(seesAll ? { datasets: about?.datasets ?? 0 } : {}),
      products: products.length,
      domains: new Set(products.flatMap(ref => domains.get(ref) ?? [])).size,
    },
    unmatched: about?.unmatched ?? 0,
  };
}

function toIso(time: number): string {
  return new Date(time).toISOString();
}
