import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  PortDescription,
  portId,
  ProductDescription,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { contractAddresses, ContractVersion, Settings } from '@meshproof/core';
import { ClaimStore, ConsumerIndex, fullRef, Subject } from '../claims';
import { ContractKeeper, ContractStore } from '../contract';
import { ReaderService } from '../permissions';
import { CatalogDirectory } from './CatalogDirectory';
import { StoredScorecard } from './ScorecardStore';

/** Describes what a product page shows beside the entity. */
export class ProductDescriber {
  readonly #options: {
    claims: ClaimStore;
    contracts: ContractKeeper;
    contractStore: ContractStore;
    consumers: ConsumerIndex;
    directory: CatalogDirectory;
    reader: ReaderService;
    settings: Settings;
  };

  constructor(options: {
    claims: ClaimStore;
    contracts: ContractKeeper;
    contractStore: ContractStore;
    consumers: ConsumerIndex;
    directory: CatalogDirectory;
    reader: ReaderService;
    settings: Settings;
  }) {
    this.#options = options;
  }

  async describe(
    subject: Subject,
    stored: StoredScorecard,
    credentials: BackstageCredentials,
  ): Promise<ProductDescription> {
    return {
      ref: subject.ref,
      ports: await this.#ports(subject),
      consumers: await this.#consumers(subject, stored, credentials),
      inputs: await this.#inputs(subject, credentials),
      notMapped: readNotMapped(subject.entity.notMapped),
    };
  }

  async #ports(subject: Subject): Promise<PortDescription[]> {
    const { contracts, contractStore } = this.#options;
    const named = contracts.named(subject);
    const versions = await contracts.listVersions(
      named.map(({ reference }) => ({ reference, base: subject.entity.base })),
    );
    const documents = await contractStore.getDocuments(
      named.map(({ key }) => key),
    );
    return (subject.entity.spec.outputPorts ?? []).map((port, index) => {
      const contract = named.find(item => item.index === index);
      const matching = versions.filter(({ key }) => key === contract?.key);
      const newest = matching[matching.length - 1];
      const hasTrouble =
        contract !== undefined &&
        (contract.refused ?? documents.get(contract.key)?.trouble) !==
          undefined;
      return {
        name: port.name,
        id: portId(port),
        title: port.title,
        description: port.description,
        type: port.type,
        version: port.version,
        ...this.#contract(contract !== undefined, newest, hasTrouble),
      };
    });
  }

  #contract(
    isNamed: boolean,
    newest: ContractVersion | undefined,
    hasTrouble: boolean,
  ): Pick<PortDescription, 'contract' | 'addresses' | 'server'> {
    if (!newest) {
      return {
        addresses: [],
        contract: isNamed
          ? { conformant: false, problems: 1, promises: [], columns: 0 }
          : undefined,
      };
    }
    const { reading } = newest;
    const served = contractAddresses(reading, this.#options.settings);
    return {
      contract: {
        id: reading.id,
        version: reading.version,
        conformant: reading.conformant && !hasTrouble,
        problems: reading.problems.length + (hasTrouble ? 1 : 0),
        promises: reading.promises,
        columns: reading.columns.length,
      },
      ...(served.state === 'known'
        ? {
            addresses: served.addresses,
            server: {
              type: served.server.type,
              environment: served.server.environment,
              description: served.server.description,
            },
          }
        : { addresses: [] }),
    };
  }

  async #consumers(
    subject: Subject,
    stored: StoredScorecard,
    credentials: BackstageCredentials,
  ): Promise<ProductDescription['consumers']> {
    const { claims, consumers, directory, reader } = this.#options;
    const { namespace, spec } = subject.entity;
    const observed = new Map(
      stored.consumers.map(({ ref, lastReadAt }) => [ref, lastReadAt]),
    );
    const declared = new Set(
      consumers
        .list(await claims.listLive())
        .filter(({ product }) => product === subject.ref)
        .map(({ consumer }) => consumer),
    );
    // What the product itself names is in the entity that the reader just read; what others are is theirs to show.
    const intended = new Set(
      (spec.intendedFor ?? [])
        .map(ref => fullRef(ref, { kind: 'component', namespace }))
        .filter(ref => ref !== undefined),
    );
    const refs = [...new Set([...observed.keys(), ...declared, ...intended])];
    const found = await reader.found(refs, credentials);
    const facts = await directory.entities(refs);
    // A name that is in no catalog helps to find a wrong address; to others it may be what is hidden from them.
    const seesAll = (await reader.visible(credentials)) === 'all';
    return refs
      .filter(ref => seesAll || found.has(ref) || intended.has(ref))
      .sort()
      .map(ref => {
        // Whether something reads that is in no catalog is told to those who see everything.
        const lastReadAt =
          found.has(ref) || seesAll ? observed.get(ref) : undefined;
        return {
          ref,
          found: found.has(ref),
          observed: lastReadAt !== undefined,
          declared: declared.has(ref) || intended.has(ref),
          aiUseCase: found.has(ref) && (facts.get(ref)?.aiUseCase ?? false),
          ...(lastReadAt !== undefined
            ? { lastReadAt: new Date(lastReadAt).toISOString() }
            : {}),
        };
      });
  }

  async #inputs(
    subject: Subject,
    credentials: BackstageCredentials,
  ): Promise<ProductDescription['inputs']> {
    const { namespace, spec } = subject.entity;
    const inputs = (spec.inputPorts ?? []).map(({ name, from }) => ({
      name,
      from,
      port: from?.split('#')[1],
      target: fullRef(from?.replace(/#.*$/, ''), {
        kind: from?.includes('#') ? 'dataproduct' : 'component',
        namespace,
      }),
    }));
    const found = await this.#options.reader.found(
      inputs.flatMap(({ target }) => (target ? [target] : [])),
      credentials,
    );
    return inputs.map(({ name, from, port, target }) => ({
      name,
      from,
      entityRef: target,
      port,
      found: target !== undefined && found.has(target),
    }));
  }
}

function readNotMapped(
  text: string | undefined,
): ProductDescription['notMapped'] {
  if (!text) {
    return [];
  }
  try {
    const parsed: unknown = JSON.parse(text);
    const entries: [string, unknown][] = Array.isArray(parsed)
      ? parsed.map(item => [String(item?.path ?? ''), item?.value])
      : Object.entries(parsed as object);
    return entries.map(([path, value]) => ({
      path,
      value: typeof value === 'string' ? value : JSON.stringify(value) ?? '',
    }));
  } catch {
    return [{ path: '', value: text }];
  }
}
