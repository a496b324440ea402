import { CatalogService } from '@backstage/plugin-catalog-node';
import { DataMeshMetrics } from './DataMeshMetrics';
import { errorType } from './errorType';

/** The catalog, with every question to it measured. */
export function measuredCatalog(
  catalog: CatalogService,
  metrics: DataMeshMetrics,
): CatalogService {
  const measured = (operation: string) => {
    const begin = Date.now();
    return (error?: unknown) =>
      metrics.catalogAsked({
        operation,
        seconds: (Date.now() - begin) / 1_000,
        ...(error === undefined ? {} : { errorType: errorType(error) }),
      });
  };

  async function* pages<T>(
    operation: string,
    stream: AsyncIterable<T>,
  ): AsyncGenerator<T> {
    const done = measured(operation);
    try {
      yield* stream;
      done();
    } catch (error) {
      done(error);
      throw error;
    }
  }

  return new Proxy(catalog, {
    get(target, name) {
      const member = Reflect.get(target, name);
      if (typeof member !== 'function' || typeof name !== 'string') {
        return member;
      }
      return (...args: unknown[]) => {
        const done = measured(name);
        const fail = (error: unknown): never => {
          done(error);
          throw error;
        };
        let answer: unknown;
        try {
          answer = member.apply(target, args);
        } catch (error) {
          return fail(error);
        }
        if (isStream(answer)) {
          return pages(name, answer);
        }
        return Promise.resolve(answer).then(result => {
          done();
          return result;
        }, fail);
      };
    },
  });
}

function isStream(answer: unknown): answer is AsyncIterable<unknown> {
  return Symbol.asyncIterator in Object(answer);
}
