import { HttpAuthService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { Request, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { fullRef } from '../claims';
import { ReaderService } from '../permissions';
import { listOf, pageOf } from './paging';
import { ProductDescriber } from './ProductDescriber';
import { ProductsFilter, ProductsService } from './ProductsService';

/** `GET /products` and what is below it. */
export function createProductsRouter(options: {
  httpAuth: HttpAuthService;
  reader: ReaderService;
  products: ProductsService;
  describer: ProductDescriber;
}): Router {
  const { httpAuth, reader, products, describer } = options;
  const router = PromiseRouter();
  const credentialsOf = (req: Request) =>
    httpAuth.credentials(req, { allow: ['user', 'service'] });

  router.get('/products', async (req, res) => {
    const items = await products.list(filterOf(req), await credentialsOf(req));
    res.json(pageOf(items, req));
  });

  router.get('/products/:namespace/:name', async (req, res) => {
    const credentials = await credentialsOf(req);
    const entity = await reader.product(nameOf(req), credentials);
    const { subject, stored } = await products.current(entity);
    res.json(await describer.describe(subject, stored, credentials));
  });

  router.get('/products/:namespace/:name/scorecard', async (req, res) => {
    const credentials = await credentialsOf(req);
    const entity = await reader.product(nameOf(req), credentials);
    res.json(await products.scorecard(entity, credentials));
  });

  router.get(
    '/products/:namespace/:name/checks/:id/records',
    async (req, res) => {
      const credentials = await credentialsOf(req);
      const entity = await reader.product(nameOf(req), credentials);
      const rows = await products.checkRecords(
        entity,
        req.params.id,
        credentials,
      );
      res.json(pageOf(rows, req));
    },
  );

  return router;
}

function nameOf(request: Request): { namespace: string; name: string } {
  const { namespace, name } = request.params;
  return { namespace, name };
}

function filterOf(request: Request): ProductsFilter {
  const refs = (field: string, kind: string) =>
    listOf(request.query[field]).map(text => {
      const ref = fullRef(text, { kind });
      if (!ref) {
        throw new InputError(
          `${field}: '${text}' is no entity reference; write it as ${kind}:default/name`,
        );
      }
      return ref;
    });
  return {
    domains: refs('domain', 'domain'),
    owners: refs('owner', 'group'),
    consumers: refs('consumer', 'component'),
    levels: listOf(request.query.level).map(Number),
    verdicts: listOf(request.query.verdict),
    words: listOf(request.query.q).flatMap(text =>
      text.toLocaleLowerCase('en-US').split(/\s+/),
    ),
  };
}
