import { expect, test } from '@playwright/test';
import {
  call,
  collectConsoleErrors,
  eventually,
  expectAccessible,
  openAs,
  tokenOf,
} from './portal';

test('finds a product, opens its scorecard and follows a check to its record', async ({
  page,
}) => {
  const errors = collectConsoleErrors(page);
  await openAs(page, '/?filters%5Bkind%5D=dataproduct&filters%5Buser%5D=all');
  await page
    .getByRole('textbox', { name: /search|filter/i })
    .first()
    .fill('inventory');
  await page.getByRole('link', { name: 'Inventory', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Maturity' })).toBeVisible();
  await expect(page.getByText('3 Measured').first()).toBeVisible();
  await expect(page.getByText('proven').first()).toBeVisible();
  await expect(
    page.getByRole('link', { name: 'Warehouse operations' }).first(),
  ).toBeVisible();

  await page.getByRole('link', { name: 'Open the scorecard' }).click();
  await page
    .getByRole('link', { name: /^Records \(\d+\): The declared pipeline/ })
    .click();
  const dialog = page.getByRole('dialog', {
    name: 'The declared pipeline writes the data',
  });
  await expect(dialog).toBeVisible();
  await expect(page).toHaveURL(/check=runs-seen/);
  await dialog
    .getByRole('link', { name: /open|record/i })
    .first()
    .click();
  await expect(page).toHaveURL(/record=/);
  await expect(dialog.getByText('stock_hourly').first()).toBeVisible();
  // The address alone brings a colleague to the same record.
  const address = page.url();
  await page.goto(address);
  await expect(
    page.getByRole('dialog').getByText('stock_hourly').first(),
  ).toBeVisible();
  await expectAccessible(page);
  expect(errors).toEqual([]);
});

test('search finds a product', async ({ page }) => {
  await eventually(
    'The search index has the product',
    async () => {
      await openAs(page, '/search?query=inventory');
      return page
        .getByRole('link', { name: /Inventory/ })
        .first()
        .waitFor({ timeout: 8_000 })
        .then(
          () => true,
          () => false,
        );
    },
    found => found,
  );
});

test('a service shows what it reads, a domain and a group what they own', async ({
  page,
}) => {
  await openAs(page, '/catalog/default/component/demand-forecast-ai');
  await expect(page.getByRole('main')).toContainText('Inventory');
  await page.goto('/catalog/default/domain/warehousing');
  const products = page.getByRole('table').filter({ hasText: 'Inventory' });
  await expect(products).toBeVisible();
  await expect(products).toContainText('proven');
  await expectAccessible(page);
  await page.goto('/catalog/default/group/warehouse-operations');
  await expect(page.getByRole('main')).toContainText(/data ?products?/i);
  await expect(page.getByRole('main')).toContainText('Inventory');
});

test('a finding is shown to the owner first', async ({ page }) => {
  await openAs(page, '/catalog/default/dataproduct/store-opening-hours');
  await expect(page.getByRole('heading', { name: 'Maturity' })).toBeVisible();
  await expect(page.getByText('partial').first()).toBeVisible();
  await expect(page.getByText(/contradicted/)).toHaveCount(0);

  const context = await page.context().browser()!.newContext();
  const owner = await context.newPage();
  await openAs(
    owner,
    '/catalog/default/dataproduct/store-opening-hours',
    'user:default/fiona.weiss',
  );
  await expect(owner.getByText(/contradicted on \d+ \w+ \d{4}/)).toBeVisible();
  await expectAccessible(owner);
  await context.close();
});

test('what is confidential is not found by a partner, in no answer', async ({
  page,
}) => {
  const token = await tokenOf('user:default/pavel.orsini');
  const hidden = await call<{ error: { message: string } }>(
    'GET',
    '/products/default/monthly-close/scorecard',
    { token },
  );
  const missing = await call<{ error: { message: string } }>(
    'GET',
    '/products/default/no-such-product/scorecard',
    { token },
  );
  expect([hidden.status, missing.status]).toEqual([404, 404]);
  expect(hidden.body.error.message.replace('monthly-close', '')).toBe(
    missing.body.error.message.replace('no-such-product', ''),
  );
  const list = await call<{ items: { ref: string }[] }>(
    'GET',
    '/products?limit=100',
    { token },
  );
  expect(list.body.items.map(({ ref }) => ref)).not.toContain(
    'dataproduct:default/monthly-close',
  );
  const overview = await call('GET', '/overview', { token });
  expect(JSON.stringify(overview.body)).not.toContain('monthly-close');

  await openAs(
    page,
    '/catalog/default/dataproduct/monthly-close',
    'user:default/pavel.orsini',
  );
  await expect(page.getByRole('heading', { name: 'Maturity' })).toHaveCount(0);
});
