import { expect, test } from '@playwright/test';
import {
  Page,
  ProductSummary,
} from '@meshproof/backstage-plugin-data-mesh-common';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { call, eventually, tokenOf } from './portal';

interface Expected {
  products: Record<
    string,
    { level: number; verdict: string; ownerVerdict: string; why: string }
  >;
}

const expected: Expected = JSON.parse(
  readFileSync(
    join(__dirname, '..', 'examples', 'company', 'expected.json'),
    'utf8',
  ),
);

async function standings() {
  const { body } = await call<Page<ProductSummary>>(
    'GET',
    '/products?limit=100',
    { token: await tokenOf('user:default/noor.jung') },
  );
  return body.items;
}

test('every product of the demo company comes out as its story says', async () => {
  const want = Object.fromEntries(
    Object.entries(expected.products).map(([name, { level, verdict }]) => [
      `dataproduct:default/${name}`,
      `${level} ${verdict}`,
    ]),
  );
  const asFound = (items: ProductSummary[]) =>
    Object.fromEntries(
      items
        .filter(({ ref }) => want[ref])
        .map(({ ref, level, verdict }) => [
          ref,
          `${level?.computed} ${verdict}`,
        ]),
    );
  const items = await eventually(
    'The evidence of 200 days is judged',
    standings,
    found =>
      JSON.stringify(Object.entries(asFound(found)).sort()) ===
      JSON.stringify(Object.entries(want).sort()),
  ).catch(standings);
  expect(asFound(items)).toEqual(want);
});
