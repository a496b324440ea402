import { expect, Page, test } from '@playwright/test';
import { Scorecard } from '@meshproof/backstage-plugin-data-mesh-common';
import { call, eventually, expectAccessible, openAs } from './portal';

async function choose(page: Page, label: string, text: string) {
  const field = page.getByRole('textbox', { name: label }).first();
  await field.fill(text);
  await page
    .getByRole('option', { name: text })
    .first()
    .click({ timeout: 15_000 });
}

test('a team creates a product and sees it in the catalog', async ({
  page,
}) => {
  await openAs(page, '/create/templates/default/data-product');
  const next = page.getByRole('button', { name: /next|review/i });

  // Wrong input is refused in the form.
  await page.getByLabel(/^Name/).fill('inventory');
  await page.getByLabel(/^Title/).fill('Pallet positions');
  await page
    .getByLabel(/^What is in it/)
    .fill('Where each pallet stands in the high-bay warehouse');
  await page.getByLabel(/^What it is for/).fill('too short');
  await choose(page, 'Domain', 'Warehousing');
  await choose(page, 'Owner', 'Warehouse operations');
  await next.click();
  await expect(
    page.getByText('must NOT have fewer than 20 characters').first(),
  ).toBeVisible();
  await page
    .getByLabel(/^What it is for/)
    .fill('Shift leads see which pallets wait for space');
  await next.click();
  await expect(
    page.getByText('A data product named "inventory" exists already').first(),
  ).toBeVisible();
  await page.getByLabel(/^Name/).fill('pallet-positions');
  await next.click();

  await page.getByLabel(/^Name of the port/).fill('positions');
  await page.getByLabel(/^Account/).fill('fernhold.eu');
  await page.getByLabel(/^Database/).fill('wh');
  await page.getByLabel(/^Schema/).fill('inventory');
  await page.getByLabel(/^Table, view, topic/).fill('pallet_positions');
  await fillColumn(page, 1, 'pallet_id', 'Number on the pallet label');
  await page.getByRole('checkbox', { name: /key/i }).first().check();
  await page
    .getByRole('checkbox', { name: /critical/i })
    .first()
    .check();
  await page
    .getByRole('checkbox', { name: /required/i })
    .first()
    .check();
  await page.getByRole('button', { name: /add a? ?column/i }).click();
  await fillColumn(page, 2, 'bay', 'Aisle and shelf where the pallet stands');
  // The rest of the form is the portal's own.
  await expectAccessible(page, 'form table');
  await next.click();

  await expect(page.getByLabel(/^New data comes/)).toBeVisible();
  await next.click();

  await choose(page, 'Made for', 'Demand forecast');
  await choose(page, 'Product owner', 'Nils Sander');
  await page.getByLabel(/^Channel/).fill('#data-pallets');
  await next.click();

  await page.getByLabel(/^Scheduler of the job/).fill('airflow-prod');
  await page.getByLabel(/^Name of the job/).fill('pallet_positions_daily');
  await page
    .getByLabel(/^Repository of the job/)
    .fill('https://git.fernhold.example/warehouse-operations/pallets');
  // Looking at the other places first leaves nothing behind.
  for (const place of ['GitHub', 'GitLab']) {
    await page.getByRole('radio', { name: place }).check();
    await expect(page.getByLabel('Host')).toContainText(
      `${place.toLowerCase()}.com`,
    );
  }
  await page.getByRole('radio', { name: /A folder of this portal/ }).check();
  await next.click();
  await page.getByRole('button', { name: /^create$/i }).click();

  const begin = Date.now();
  const link = page.getByRole('link', { name: /Open the product/ });
  await expect(link).toBeVisible({ timeout: 60_000 });
  const scorecard = await eventually(
    'The new product has a scorecard',
    () =>
      call<Scorecard>('GET', '/products/default/pallet-positions/scorecard'),
    ({ status }) => status === 200,
  );
  expect(Date.now() - begin).toBeLessThan(75_000);
  const first = scorecard.body.checks.filter(({ level }) => level === 1);
  expect(
    first.filter(({ state }) => state !== 'pass').map(({ id }) => id),
  ).toEqual([]);
  await link.click();
  await expect(page.getByRole('heading', { name: 'Maturity' })).toBeVisible();
});

async function fillColumn(
  page: Page,
  number: number,
  name: string,
  description: string,
) {
  await page
    .getByRole('textbox', { name: `Name of column ${number}` })
    .fill(name);
  await page
    .getByRole('textbox', { name: `Description of ${name}` })
    .fill(description);
}
