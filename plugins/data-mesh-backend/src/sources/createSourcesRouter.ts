import {
  AuthService,
  BackstageCredentials,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  dataMeshSourcesReadPermission,
  SourcesReport,
  SourceSummary,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { ClockService } from '@meshproof/backstage-plugin-data-mesh-node';
import { datasetKey, DatasetMappings, SourceReach } from '@meshproof/core';
import express from 'express';
import Router from 'express-promise-router';
import {
  EvidenceStore,
  ProductReach,
  PublisherReach,
} from '../evidence/EvidenceStore';
import { Publisher } from '../evidence/Publisher';
import { subjectOf } from '../evidence/subjectOf';
import { isVisible, ReaderService } from '../permissions';
import { ScorecardStore } from '../scorecard/ScorecardStore';
import { heldLevels } from './heldLevels';
import { missingSources, serverOf } from './missingSources';
import { nearestNames, nearestProducts } from './nearestProducts';
import { silentSince } from './silentSince';
import { SubjectsLookup } from './SubjectsLookup';

/** What {@link createSourcesRouter} needs. */
export interface SourcesRouterOptions {
  store: EvidenceStore;
  publishers: Publisher[];
  subjects: SubjectsLookup;
  scorecards: Pick<ScorecardStore, 'listOutlines'>;
  auth: AuthService;
  httpAuth: HttpAuthService;
  reader: ReaderService;
  clock: ClockService;
  /** As configured; undefined: every server that a product names counts as production. */
  productionServers?: string[];
  mappings: DatasetMappings;
}

type Sender = Pick<
  Publisher,
  'id' | 'title' | 'witness' | 'kinds' | 'namespace' | 'owner'
>;

const MOST_UNMATCHED = 200;

/** `GET /sources`: what is connected, what it reaches, and what is missing; to a publisher, what came of its own. */
export function createSourcesRouter(
  options: SourcesRouterOptions,
): express.Router {
  const { store, publishers, subjects, httpAuth, reader, clock } = options;
  const router = Router();

  router.get('/sources', async (request, response) => {
    const credentials = await httpAuth.credentials(request, {
      allow: ['user', 'service'],
    });
    // A token that is limited to this plugin is allowed everything here, and sees nothing: it asks about itself.
    if (
      (await reader.may(dataMeshSourcesReadPermission, credentials)) &&
      (await reader.reachesCatalog(credentials))
    ) {
      response.json(await fullReport(credentials));
      return;
    }
    const subject = subjectOf(options.auth, credentials);
    const own = publishers.filter(publisher => publisher.subject === subject);
    if (own.length === 0) {
      throw new NotAllowedError(
        `Seeing the sources needs the permission ${dataMeshSourcesReadPermission.name}`,
      );
    }
    response.json(await ownReport(own));
  });

  async function ownReport(own: Publisher[]): Promise<SourcesReport> {
    const [reach, publisherReach] = await Promise.all([
      store.reach(),
      store.publisherReach(),
    ]);
    return {
      sources: own.map(publisher => {
        const {
          reach: _,
          unmatched: __,
          ...sent
        } = summarizeAll(
          publisher,
          reach.filter(row => row.publisher === publisher.id),
          publisherReach.find(row => row.publisher === publisher.id),
          clock.now(),
        );
        return sent;
      }),
    };
  }

  async function fullReport(
    credentials: BackstageCredentials,
  ): Promise<SourcesReport> {
    const visible = await reader.visible(credentials);
    const [
      reach,
      publisherReach,
      allProductReach,
      unmatched,
      unmatchedNames,
      allAddresses,
      outlines,
    ] = await Promise.all([
      store.reach(),
      store.publisherReach(),
      store.productReach(),
      store.listUnmatched({ limit: MOST_UNMATCHED }),
      store.listUnmatchedNames({ limit: MOST_UNMATCHED }),
      subjects.allAddresses(),
      options.scorecards.listOutlines(),
    ]);
    // Whoever runs the sources need not see every product: what is counted and named are those that this reader may see.
    const addresses = allAddresses.filter(({ ref }) => isVisible(visible, ref));
    const productReach = allProductReach.filter(({ product }) =>
      isVisible(visible, product),
    );
    const described = await subjects.describe([
      ...new Set(productReach.map(({ product }) => product)),
    ]);
    const allRefs = await subjects.allRefs();
    const seesAllProducts = allRefs.every(ref => isVisible(visible, ref));
    const holds = heldLevels(
      [...outlines]
        .filter(([ref]) => isVisible(visible, ref))
        .map(([, outline]) => outline),
    );
    const now = clock.now();
    const sources = senders(
      publishers,
      seesAllProducts ? reach : known(reach, productReach),
    ).map((sender): SourceSummary => {
      const own = reach.filter(row => row.publisher === sender.id);
      const about = productReach.filter(row => row.publisher === sender.id);
      const products = new Set(about.map(({ product }) => product));
      const seen = {
        products: products.size,
        domains: new Set(
          [...products].flatMap(ref => described.get(ref)?.domain ?? []),
        ).size,
      };
      const hold = holds.get(sender.id);
      const held = hold ? { holds: hold } : {};
      if (!seesAllProducts) {
        return {
          ...summarizeSeen(sender, own, about, now),
          ...held,
          reach: seen,
        };
      }
      const { records, ...summary } = summarizeAll(
        sender,
        own,
        publisherReach.find(row => row.publisher === sender.id),
        now,
      );
      return {
        ...summary,
        ...held,
        // A record may be of a read by somebody who is hidden.
        ...(visible === 'all' ? { records } : {}),
        reach: { ...summary.reach, ...seen },
      };
    });
    return {
      sources,
      missing: missingSources({
        addresses,
        reach,
        productionServers: options.productionServers,
        mappings: options.mappings,
      }),
      ...(seesAllProducts
        ? {
            unmatched: unmatched.map(item => ({
              dataset: item.dataset,
              kinds: item.kinds,
              records: item.records,
              lastAt: toIso(item.lastAt),
              nearest: nearestProducts(item.dataset, addresses),
            })),
            unmatchedNames: unmatchedNames.map(item => ({
              ...item,
              lastAt: toIso(item.lastAt),
              nearest: nearestNames(item, allRefs, addresses),
            })),
          }
        : {}),
    };
  }

  return router;
}

/** The rows of publishers that have said something about one of these products. */
function known(
  reach: readonly SourceReach[],
  about: readonly ProductReach[],
): SourceReach[] {
  const ids = new Set(about.map(({ publisher }) => publisher));
  return reach.filter(({ publisher }) => ids.has(publisher));
}

/** Configured publishers, whether or not they have sent anything, and those that once did. */
function senders(
  publishers: readonly Publisher[],
  reach: readonly SourceReach[],
): Sender[] {
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

/** A publisher with the sums over everything it sent. */
function summarizeAll(
  sender: Sender,
  reach: SourceReach[],
  about: PublisherReach | undefined,
  now: number,
) {
  return {
    ...summarize(sender, reach, silentSince(reach, now)),
    records: reach.reduce((sum, row) => sum + row.records, 0),
    ...(about ? { lastReceivedAt: toIso(about.lastReceivedAt) } : {}),
    reach: { datasets: about?.datasets ?? 0 },
    unmatched: about?.unmatched ?? 0,
  };
}

/** A publisher as far as it speaks about products that the reader sees. Whether it is silent is told by all it sends. */
function summarizeSeen(
  sender: Sender,
  reach: SourceReach[],
  about: ProductReach[],
  now: number,
) {
  return summarize(
    sender,
    about,
    about.length > 0 ? silentSince(reach, now) : undefined,
  );
}

function summarize(
  sender: Sender,
  rows: Pick<SourceReach, 'kind' | 'namespace' | 'firstAt' | 'lastAt'>[],
  silent: number | undefined,
) {
  const { id, title, witness, kinds, namespace, owner } = sender;
  return {
    publisher: id,
    title,
    witness,
    kinds:
      rows.length > 0
        ? [...new Set(rows.map(({ kind }) => kind))].sort()
        : [...kinds],
    servers: [
      ...new Set([
        ...rows.flatMap(row => row.namespace || []),
        ...(namespace ? [serverOf(datasetKey({ namespace, name: '' }))] : []),
      ]),
    ].sort(),
    ...(rows.length > 0
      ? {
          firstAt: toIso(Math.min(...rows.map(row => row.firstAt))),
          lastAt: toIso(Math.max(...rows.map(row => row.lastAt))),
        }
      : {}),
    ...(silent === undefined ? {} : { silentSince: toIso(silent) }),
    ...(owner === undefined ? {} : { owner }),
  };
}

function toIso(time: number): string {
  return new Date(time).toISOString();
}
