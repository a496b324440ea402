import { Entity } from '@backstage/catalog-model';
import { DATA_PRODUCT_API_VERSION, DATA_PRODUCT_KIND } from './constants';

/** How a product relates to the systems around it (Dehghani's archetypes, spelled as in Bitol ODPS 1.1). @public */
export type DataProductType =
  | 'source-aligned'
  | 'aggregate'
  | 'consumer-aligned';

/** Where a product is in its life, aligned with the status of Bitol ODPS. @public */
export type DataProductLifecycle =
  | 'proposed'
  | 'draft'
  | 'active'
  | 'deprecated'
  | 'retired';

/**
 * The contract of a port: a path relative to the file that declares the entity, or the id and version of a document in the
 * contract index. @public
 */
export type ContractReference = string | { id: string; version?: string };

/** One served interface of a product. @public */
export type DataProductOutputPort = {
  name: string;
  title?: string;
  description?: string;
  /** table, view, topic, file, api, ... free text, as in ODPS. */
  type?: string;
  /** Semantic version of the interface. */
  version?: string;
  contract?: ContractReference;
};

/** One thing a product reads. @public */
export type DataProductInputPort = {
  name: string;
  description?: string;
  /** Entity reference, or `[namespace/]product#port@major` for a port of another product. */
  from?: string;
  version?: string;
  contract?: ContractReference;
};

/** A job that writes the product's data, and the repository its code lives in. @public */
export type DataProductPipeline = {
  name: string;
  /** Identity of the job as the scheduler or OpenLineage names it. */
  job?: { namespace: string; name: string };
  /** Web address of the code repository. */
  repository?: string;
};

/** Where consumers get help. @public */
export type DataProductSupport = {
  channel: string;
  url?: string;
  tool?: string;
  description?: string;
  /** ISO 8601 duration, for example `P2D`: two business days. */
  respondsWithin?: string;
};

/** A person and what they do for the product. Shares of time are staffing records, never in git. @public */
export type DataProductTeamMember = {
  /** User entity reference. */
  member: string;
  /** product-owner, data-engineer, analytics-engineer, ... */
  role: string;
};

/** A data product: data that a domain owns and serves to others. @public */
export interface DataProductEntityV1alpha1 extends Entity {
  apiVersion: typeof DATA_PRODUCT_API_VERSION;
  kind: typeof DATA_PRODUCT_KIND;
  spec: {
    type: DataProductType;
    lifecycle: DataProductLifecycle;
    owner?: string;
    domain?: string;
    system?: string;
    version?: string;
    curator?: string;
    purpose?: string;
    intendedFor?: string[];
    team?: DataProductTeamMember[];
    outputPorts?: DataProductOutputPort[];
    inputPorts?: DataProductInputPort[];
    pipelines?: DataProductPipeline[];
    support?: DataProductSupport[];
  };
}

/** Guards on kind **and** apiVersion, since other tools use the kind `DataProduct` too. @public */
export function isDataProductEntity(
  entity: Entity,
): entity is DataProductEntityV1alpha1 {
  return (
    entity.kind.toLocaleLowerCase('en-US') ===
      DATA_PRODUCT_KIND.toLocaleLowerCase('en-US') &&
    entity.apiVersion === DATA_PRODUCT_API_VERSION
  );
}
