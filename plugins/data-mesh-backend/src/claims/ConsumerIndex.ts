import { AuthService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { CATALOG_FILTER_EXISTS } from '@backstage/catalog-client';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  ANNOTATION_CONSUMES,
  ConsumesProblem,
  parseConsumes,
  parsePortReference,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { Subject } from './ClaimStore';

/** A port that an entity says it reads. */
export interface DeclaredConsumer {
  consumer: string;
  product: string;
  port: string;
  major: number;
  /** Where it says so. */
  path: string;
}

const CONSUMER_KINDS = ['Component', 'System', 'AiResource'];

/** Who declares to read what, by annotation or input port. Kept in memory: the catalog is asked again and again anyway. */
export class ConsumerIndex {
  readonly #options: {
    catalog: CatalogService;
    auth: AuthService;
  };
  #annotated: DeclaredConsumer[] = [];
  #problems: (ConsumesProblem & { ref: string })[] = [];

  constructor(options: { catalog: CatalogService; auth: AuthService }) {
    this.#options = options;
  }

  /** Asks the catalog for all entities that carry the annotation. */
  async refresh(): Promise<void> {
    const { catalog, auth } = this.#options;
    const annotated: DeclaredConsumer[] = [];
    const problems: (ConsumesProblem & { ref: string })[] = [];
    const annotation = `metadata.annotations.${ANNOTATION_CONSUMES}`;
    for await (const page of catalog.streamEntities(
      {
        filter: { kind: CONSUMER_KINDS, [annotation]: CATALOG_FILTER_EXISTS },
        fields: ['kind', 'metadata.name', 'metadata.namespace', annotation],
      },
      { credentials: await auth.getOwnServiceCredentials() },
    )) {
      for (const entity of page) {
        const text = entity.metadata.annotations?.[ANNOTATION_CONSUMES];
        if (text === undefined) {
          continue;
        }
        const consumer = stringifyEntityRef(entity);
        const read = parseConsumes(
          text,
          entity.metadata.namespace ?? 'default',
        );
        for (const item of read.items) {
          annotated.push({
            consumer,
            product: item.productRef,
            port: item.port,
            major: item.major,
            path: annotation,
          });
        }
        problems.push(
          ...read.problems.map(problem => ({ ...problem, ref: consumer })),
        );
      }
    }
    this.#annotated = annotated;
    this.#problems = problems;
  }

  /** Everything declared, by annotations and by the input ports of these products. */
  list(subjects: Subject[]): DeclaredConsumer[] {
    return [
      ...this.#annotated,
      ...subjects.flatMap(subject =>
        (subject.entity.spec.inputPorts ?? []).flatMap(({ from }, index) => {
          const port = parsePortReference(from, subject.entity.namespace);
          return port
            ? [
                {
                  consumer: subject.ref,
                  product: port.productRef,
                  port: port.port,
                  major: port.major,
                  path: `spec.inputPorts[${index}].from`,
                },
              ]
            : [];
        }),
      ),
    ];
  }

  /** Items of annotations that name no port. */
  problems(): (ConsumesProblem & { ref: string })[] {
    return this.#problems;
  }
}
