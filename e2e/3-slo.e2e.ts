import { expect, test } from '@playwright/test';
import { SloReport } from '@meshproof/backstage-plugin-data-mesh-common';
import {
  call,
  collectConsoleErrors,
  expectAccessible,
  openAs,
  tokenOf,
} from './portal';

const PRODUCT = '/catalog/default/dataproduct/delivery-promises';

for (const theme of ['light', 'dark']) {
  test(`a promise opens day by day down to its records, ${theme}`, async ({
    page,
  }) => {
    const errors = collectConsoleErrors(page);
    await page.addInitScript(
      chosen => window.localStorage.setItem('theme', chosen),
      theme,
    );
    await openAs(page, `${PRODUCT}/slo`);
    const promises = page.getByRole('table').first();
    await expect(promises).toContainText('Available');
    await expect(promises).toContainText('Repaired within');
    await expectAccessible(page);

    await promises.getByRole('link', { name: /^New data every day/ }).click();
    await expect(page).toHaveURL(/slo=/);
    await page.goto(page.url());
    const open = page.getByRole('dialog');
    await expect(open).toContainText('missed');
    const days = open.getByRole('table', { name: /^Day by day/ });
    await expect(days.getByRole('row')).not.toHaveCount(1);
    await expectAccessible(page, '[role=dialog]');

    await days.getByRole('row').nth(3).getByRole('link').click();
    await expect(page).toHaveURL(/day=2/);
    await expect(open).toContainText('Records and gaps of');
    await expectAccessible(page, '[role=dialog]');
    await open
      .getByRole('link', { name: /^Open the record/ })
      .first()
      .click();
    await expect(open).toContainText('"kind": "run"');
    await open.getByRole('link', { name: 'Back to the records' }).click();
    await open.getByRole('link', { name: 'Back to the promise' }).click();
    await open.getByRole('button', { name: 'Close the promise' }).click();
    await expect(open).toHaveCount(0);
    expect(errors).toEqual([]);
  });
}

test('the time to repair is counted from what the pager says', async () => {
  const { status, body } = await call<SloReport>(
    'GET',
    '/products/default/delivery-promises/slos',
  );
  expect(status).toBe(200);
  const repair = body.items.find(
    ({ property }) => property === 'timeToRepair',
  )!;
  expect(repair.figures!.expected).toBeGreaterThan(3);
  expect(repair.figures!.kept).toBeLessThan(repair.figures!.expected);
  expect(repair.last?.source).toBe('Pager');
});

test('who may not see a product is told nothing of its promises', async () => {
  const { status } = await call('GET', '/products/default/monthly-close/slos', {
    token: await tokenOf('user:default/pavel.orsini'),
  });
  expect(status).toBe(404);
});
