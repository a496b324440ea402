import { expect, test } from '@playwright/test';
import { call, expectAccessible, openAs, tokenOf } from './portal';

const ADMINISTRATOR = 'user:default/noor.jung';

for (const theme of ['light', 'dark']) {
  test(`those who run the portal see how it does, ${theme}`, async ({
    page,
  }) => {
    await page.addInitScript(
      chosen => window.localStorage.setItem('theme', chosen),
      theme,
    );
    await openAs(page, '/data-mesh/overview', ADMINISTRATOR);
    await page.getByRole('tab', { name: 'Health' }).click();
    await expect(page).toHaveURL(/\/data-mesh\/health$/);
    await expect(
      page.getByRole('table', { name: /^Processes seen/ }).getByRole('row'),
    ).toHaveCount(2);
    await expect(page.getByRole('region', { name: 'Database' })).toContainText(
      'SQLite',
    );
    await expectAccessible(page);
  });
}

test('others are told whom the page is for', async ({ page }) => {
  await openAs(page, '/data-mesh/health');
  await expect(
    page.getByText('You are not permitted to see the health page.'),
  ).toBeVisible();
  await expectAccessible(page);
  expect((await call('GET', '/operations')).status).toBe(403);
  expect(
    (await call('GET', '/operations', { token: await tokenOf(ADMINISTRATOR) }))
      .status,
  ).toBe(200);
});
