import { expect, test } from '@playwright/test';
import { collectConsoleErrors, expectAccessible, openAs } from './portal';

const OWNER = 'user:default/fiona.weiss';
const PRODUCT = '/catalog/default/dataproduct/store-transactions';

for (const theme of ['light', 'dark']) {
  test(`an owner answers a contradiction and follows it to the records, ${theme}`, async ({
    page,
  }) => {
    const errors = collectConsoleErrors(page);
    await page.addInitScript(
      chosen => window.localStorage.setItem('theme', chosen),
      theme,
    );
    await openAs(page, `${PRODUCT}/scorecard`, OWNER);
    const sides = page.getByRole('region', { name: 'Claimed, and shown' });
    await expect(sides).toContainText('store-operations owns this product');
    await expect(sides).toContainText('came from the owner group');

    await sides.getByRole('button', { name: 'Answer or dispute' }).click();
    const form = sides.getByRole('form');
    await form.getByRole('button', { name: 'Send' }).click();
    await expect(form).toContainText('Say in a sentence');
    await form.getByLabel(/^Dispute/).check();
    const said = `<b>The centre merges for us</b> (${theme})`;
    await form.getByRole('textbox', { name: /^What you say/ }).fill(said);
    await expectAccessible(page);
    await form.getByRole('button', { name: 'Send' }).click();
    await expect(form).toHaveCount(0);
    const replies = sides.getByRole('list', { name: 'What the owner says' });
    await expect(replies).toContainText(said);
    await replies
      .getByRole('listitem')
      .filter({ hasText: `(${theme})` })
      .getByRole('button', { name: 'Withdraw' })
      .click();
    await expect(replies).toContainText('withdrawn on');

    await sides.getByRole('link', { name: 'Open the records' }).click();
    await expect(page).toHaveURL(/\/evidence\?kind=change/);
    const table = page.getByRole('table', {
      name: 'Records about this product',
    });
    await expect(table.getByRole('row')).not.toHaveCount(1);
    await expect(table).toContainText('by group:default/central-data');
    await expect(table).not.toContainText('Quality result');
    await expectAccessible(page);

    await table
      .getByRole('link', { name: /^Open the record/ })
      .first()
      .click();
    await expect(page).toHaveURL(/record=/);
    await page.goto(page.url());
    const record = page.getByRole('dialog', { name: 'Record' });
    await expect(record).toContainText('"kind": "change"');
    await expectAccessible(page, '[role=dialog]');
    await record.getByRole('button', { name: 'Close the record' }).click();
    await expect(record).toHaveCount(0);

    await page.getByRole('link', { name: 'Runs', exact: true }).click();
    const jobs = page.getByRole('table', { name: /^Jobs that wrote/ });
    await expect(jobs.getByRole('row')).not.toHaveCount(1);
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Schema', exact: true }).click();
    await expect(
      page.getByText('Every promised column is there with its type.').first(),
    ).toBeVisible();
    await expectAccessible(page);
    expect(errors).toEqual([]);
  });
}

test('what only the owner sees yet is not told to others', async ({ page }) => {
  await openAs(page, `${PRODUCT}/scorecard`);
  await expect(
    page.getByRole('heading', { name: 'What the verdict rests on' }),
  ).toBeVisible();
  await expect(page.getByText('Claimed, and shown')).toHaveCount(0);
});
