import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { LocationSpec } from '@backstage/plugin-catalog-common';
import {
  CatalogProcessor,
  CatalogProcessorEmit,
  processingResult,
} from '@backstage/plugin-catalog-node';
import {
  ANNOTATION_ODPS_PROBLEM,
  LOCATION_TYPE_ODPS,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { mapOdpsDocument } from './mapOdpsDocument';
import { isUrl, OdpsDocumentSource } from './OdpsDocumentSource';
import { odpsLocationName, odpsTargetOf } from './odpsLocationEntity';
import { parseOdpsDocument } from './parseOdpsDocument';

const MAX_MESSAGE = 4_000;

/**
 * Turns the Bitol ODPS document behind a Location of type `odps` into a data product.
 *
 * A broken document is a processing error of its Location, so that the catalog keeps the last good product. A location that the
 * catalog has never shown would stay invisible with its error; the first time, it carries the error as an annotation instead.
 */
export class OdpsProcessor implements CatalogProcessor {
  readonly #source: OdpsDocumentSource;
  readonly #isKnown: (entityRef: string) => Promise<boolean>;
  /** Problems found by `readLocation`, for `postProcessEntity` of the same run. */
  readonly #problems = new Map<string, string>();

  constructor(options: {
    source: OdpsDocumentSource;
    /** Whether the catalog shows the entity; an answer that cannot be had must throw. */
    isKnown: (entityRef: string) => Promise<boolean>;
  }) {
    this.#source = options.source;
    this.#isKnown = options.isKnown;
  }

  getProcessorName(): string {
    return 'OdpsProcessor';
  }

  async readLocation(
    location: LocationSpec,
    _optional: boolean,
    emit: CatalogProcessorEmit,
  ): Promise<boolean> {
    if (location.type !== LOCATION_TYPE_ODPS) {
      return false;
    }
    const { target } = location;
    const documentLocation = { type: isUrl(target) ? 'url' : 'file', target };
    emit(processingResult.refresh(`${documentLocation.type}:${target}`));
    this.#problems.delete(target);
    try {
      const text = await this.#source.read(target);
      const entity = mapOdpsDocument(parseOdpsDocument(text));
      emit(processingResult.entity(documentLocation, entity));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const message = `ODPS document ${target} gives no product:\n- ${reason}`;
      const shortened = message.slice(0, MAX_MESSAGE);
      if (await this.#isFirstTime(target)) {
        this.#problems.set(target, shortened);
      } else {
        emit(processingResult.inputError(location, shortened));
      }
    }
    return true;
  }

  async postProcessEntity(entity: Entity): Promise<Entity> {
    const target = odpsTargetOf(entity);
    const problem = target && this.#problems.get(target);
    if (!target || !problem) {
      return entity;
    }
    this.#problems.delete(target);
    return {
      ...entity,
      metadata: {
        ...entity.metadata,
        annotations: {
          ...entity.metadata.annotations,
          [ANNOTATION_ODPS_PROBLEM]: problem,
        },
      },
    };
  }

  /** True only when the catalog surely shows nothing that could be lost. */
  async #isFirstTime(target: string): Promise<boolean> {
    const entityRef = stringifyEntityRef({
      kind: 'Location',
      namespace: 'default',
      name: odpsLocationName(target),
    });
    try {
      return !(await this.#isKnown(entityRef));
    } catch {
      return false;
    }
  }
}
