import { expect, test } from '@playwright/test';
import { collectConsoleErrors, expectAccessible, openAs } from './portal';

test('leadership reads the table of domains by keyboard', async ({ page }) => {
  const errors = collectConsoleErrors(page);
  await openAs(page, '/data-mesh');
  const table = page.getByRole('table', { name: /Domains/ });
  await expect(table).toBeVisible();
  await expect(
    table.getByRole('columnheader', { name: 'Level 3 or more' }),
  ).toBeVisible();
  const row = table.getByRole('row', { name: /Facilities/ });
  await expect(row).toContainText('cannot be judged yet');
  await expect(row).toContainText('0 now (possible 2)');

  // By keyboard alone: from the filter into the table, and down to a domain's products.
  await page.getByLabel('Name contains').focus();
  for (let presses = 0; presses < 40; presses++) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(
      () => document.activeElement?.closest('table') !== null,
    );
    if (focused) break;
  }
  const link = await page.evaluate(() => document.activeElement?.textContent);
  expect(link).toBeTruthy();
  await page.keyboard.press('Enter');
  await expect(page).not.toHaveURL(/\/data-mesh\/overview$/);
  expect(errors).toEqual([]);
});

test('filters are in the address', async ({ page }) => {
  await openAs(page, '/data-mesh/products?verdict=proven');
  await expect(page.getByRole('table')).toContainText('Inventory');
  await expect(page.getByRole('table')).not.toContainText('Loyalty members');
  await openAs(page, '/data-mesh/products?level=3&level=4&level=5');
  await expect(page.getByLabel('Level')).toHaveValue('3,4,5');
  await expect(page.getByRole('table')).toContainText('Inventory');
  await expect(page.getByRole('table')).not.toContainText('Loyalty members');
});

for (const theme of ['light', 'dark']) {
  for (const path of [
    '/data-mesh/overview',
    '/data-mesh/products',
    '/data-mesh/discover',
    '/data-mesh/sources',
    '/data-mesh/problems',
    '/catalog/default/dataproduct/delivery-promises/scorecard',
  ]) {
    test(`axe finds nothing serious: ${path}, ${theme}`, async ({ page }) => {
      await page.addInitScript(
        chosen => window.localStorage.setItem('theme', chosen),
        theme,
      );
      await openAs(page, path);
      await expect(
        page.getByRole('table').or(page.getByRole('list')).first(),
      ).toBeVisible();
      await page.waitForLoadState('networkidle');
      await expectAccessible(page);
    });
  }
}

test('says what is undeclared without judging it', async ({ page }) => {
  await openAs(page, '/data-mesh/overview');
  const row = page.getByRole('row', { name: /wh\.shared\.inventory_view/ });
  await expect(row).toContainText('undeclared');
  await expect(row).toContainText('3');
});
