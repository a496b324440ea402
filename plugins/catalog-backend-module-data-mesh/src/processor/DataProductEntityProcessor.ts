import { Entity } from '@backstage/catalog-model';
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  ScmIntegrationRegistry,
  ScmIntegrations,
} from '@backstage/integration';
import { LocationSpec } from '@backstage/plugin-catalog-common';
import {
  CatalogProcessor,
  CatalogProcessorEmit,
  processingResult,
} from '@backstage/plugin-catalog-node';
import {
  DATA_PRODUCT_API_VERSION,
  DATA_PRODUCT_KIND,
  isDataProductEntity,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { contractRefreshKeys } from './contractRefreshKeys';
import { dataProductProblems } from './dataProductProblems';
import { describeValue } from './describeSchemaErrors';
import {
  consumerRelations,
  dataProductRelations,
} from './dataProductRelations';

const MAX_LISTED = 50;

/** A product under this is meant for us, even where the version is mistyped. */
const API_GROUP = DATA_PRODUCT_API_VERSION.replace(/[^/]*$/, '');

/**
 * Validates entities of kind `DataProduct` and emits their relations and refresh keys, and the relations of the entities that
 * say they read one. Entities of other kinds are never changed and never fail here.
 *
 * @public
 */
export class DataProductEntityProcessor implements CatalogProcessor {
  readonly #integrations: ScmIntegrationRegistry;

  static fromConfig(config: Config): DataProductEntityProcessor {
    return new DataProductEntityProcessor(ScmIntegrations.fromConfig(config));
  }

  private constructor(integrations: ScmIntegrationRegistry) {
    this.#integrations = integrations;
  }

  getProcessorName(): string {
    return 'DataProductEntityProcessor';
  }

  /**
   * @returns false for other kinds and for other tools' `DataProduct`
   * @throws InputError that lists every problem with its field and what is accepted there
   */
  async validateEntityKind(entity: Entity): Promise<boolean> {
    if (!isDataProductEntity(entity)) {
      if (
        entity.kind === DATA_PRODUCT_KIND &&
        String(entity.apiVersion).startsWith(API_GROUP)
      ) {
        throw new InputError(
          `apiVersion: ${describeValue(
            entity.apiVersion,
          )} is not accepted; use ${DATA_PRODUCT_API_VERSION}`,
        );
      }
      return false;
    }
    if (entity.kind !== DATA_PRODUCT_KIND) {
      throw new InputError(
        `kind: "${entity.kind}" is not accepted; write ${DATA_PRODUCT_KIND}`,
      );
    }
    const problems = dataProductProblems(entity);
    if (problems.length > 0) {
      const listed = problems
        .slice(0, MAX_LISTED)
        .map(({ path, message }) => `${path}: ${message}`);
      if (problems.length > MAX_LISTED) {
        listed.push(`and ${problems.length - MAX_LISTED} more`);
      }
      throw new InputError(
        `The data product has ${problems.length} ${
          problems.length === 1 ? 'problem' : 'problems'
        }:\n- ${listed.join('\n- ')}`,
      );
    }
    return true;
  }

  async postProcessEntity(
    entity: Entity,
    location: LocationSpec,
    emit: CatalogProcessorEmit,
  ): Promise<Entity> {
    if (isDataProductEntity(entity)) {
      for (const relation of dataProductRelations(entity)) {
        emit(processingResult.relation(relation));
      }
      for (const key of contractRefreshKeys(
        entity,
        location,
        this.#integrations,
      )) {
        emit(processingResult.refresh(key));
      }
    } else {
      for (const relation of consumerRelations(entity)) {
        emit(processingResult.relation(relation));
      }
    }
    return entity;
  }
}
