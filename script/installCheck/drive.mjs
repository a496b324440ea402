import { join } from 'node:path';
import { seen } from './say.mjs';
import { TOKEN } from './portal.mjs';

const PATIENCE = 30_000;

/** Opens a page of the portal as a guest. */
async function open(page, url) {
  await page.goto(url);
  const enter = page.getByRole('button', { name: /^enter$/i });
  // Stock portals of both kinds have links in their side bar as soon as somebody is signed in, and no landmark in common.
  await page.waitForFunction(
    () =>
      document.querySelectorAll('a[href]').length > 3 ||
      [...document.querySelectorAll('button')].some(button =>
        /^enter$/i.test(button.textContent.trim()),
      ),
    undefined,
    { timeout: PATIENCE },
  );
  if (await enter.isVisible()) {
    await enter.click();
  }
}

async function choose(page, label, text) {
  const field = page.getByRole('textbox', { name: label }).first();
  await field.waitFor({ timeout: PATIENCE });
  // Where there is one to choose from, the picker has chosen.
  await page.waitForTimeout(500);
  if (await field.isDisabled()) {
    return;
  }
  await field.fill(text);
  await page
    .getByRole('option', { name: text })
    .first()
    .click({ timeout: PATIENCE });
}

async function until(what, ask) {
  const begin = Date.now();
  let last;
  while (Date.now() - begin < 60_000) {
    last = await ask();
    if (last) {
      return last;
    }
    await new Promise(resolve => setTimeout(resolve, 300));
  }
  throw new Error(`after 60 s still not: ${what}`);
}

export async function guestToken(url) {
  const answer = await fetch(`${url}/api/auth/guest/refresh`, {
    method: 'POST',
  });
  return (await answer.json()).backstageIdentity.token;
}

export async function ask(url, path) {
  const answer = await fetch(`${url}/api${path}`, {
    headers: { Authorization: `Bearer ${await guestToken(url)}` },
  });
  return { status: answer.status, body: await answer.json() };
}

/** Takes the way of a new user through the portal in Chromium. */
export async function drive({ browser, url, catalog, shots, sendEvidence }) {
  const context = await browser.newContext({
    viewport: { width: 1400, height: 1000 },
  });
  const page = await context.newPage();
  const complaints = [];
  page.on('console', message => {
    if (message.type() === 'error') {
      complaints.push(message.text());
    }
  });
  page.on('pageerror', error => complaints.push(error.stack ?? error.message));
  const shot = name =>
    page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });

  await seen(
    'the first page is honest: no product, and what to do',
    async () => {
      await open(page, `${url}/data-mesh`);
      await page
        .getByRole('heading', { name: /data products/i })
        .first()
        .waitFor({ timeout: PATIENCE });
      await page
        .getByText(/next (three )?steps|what to do next/i)
        .first()
        .waitFor({ timeout: PATIENCE });
      await shot('1-first-page');
    },
  );

  await seen('the template makes a product', async () => {
    await open(page, `${url}/create/templates/default/data-product`);
    const next = page.getByRole('button', { name: /next|review/i });
    await page.getByLabel(/^Name/).fill('pallets');
    await page.getByLabel(/^Title/).fill('Pallets');
    await page.getByLabel(/^What is in it/).fill('Where each pallet stands');
    await page
      .getByLabel(/^What it is for/)
      .fill('Shift leads see which pallets wait for space');
    await choose(page, 'Domain', 'Logistics');
    await choose(page, 'Owner', 'Warehouse team');
    await next.click();
    await page.getByLabel(/^Name of the port/).fill('pallets');
    await page.getByLabel(/^Account/).fill('acme.eu');
    await page.getByLabel(/^Database/).fill('wh');
    await page.getByLabel(/^Schema/).fill('inventory');
    await page.getByLabel(/^Table, view, topic/).fill('pallets');
    await page
      .getByRole('textbox', { name: 'Name of column 1' })
      .fill('pallet_id');
    await page
      .getByRole('textbox', { name: 'Description of pallet_id' })
      .fill('Number on the label');
    for (const flag of [/key/i, /critical/i, /required/i]) {
      await page.getByRole('checkbox', { name: flag }).first().check();
    }
    await next.click();
    await page.getByLabel(/^New data comes/).waitFor();
    await next.click();
    await choose(page, 'Made for', 'Route planner');
    await choose(page, 'Product owner', 'Ana Okafor');
    await page.getByLabel(/^Channel/).fill('#pallets');
    await next.click();
    await page.getByLabel(/^Scheduler of the job/).fill('airflow-prod');
    await page.getByLabel(/^Name of the job/).fill('pallets');
    await page
      .getByLabel(/^Repository of the job/)
      .fill('https://git.example/warehouse/pallets');
    await next.click();
    await page.getByRole('button', { name: /^create$/i }).click();
    const link = page.getByRole('link', { name: /Open the product/ });
    await link.waitFor({ timeout: 60_000 });
    await shot('2-template');
    await link.click();
    await page
      .getByRole('heading', { name: 'Maturity' })
      .waitFor({ timeout: PATIENCE });
    await shot('3-product');
  });

  await seen('it has a scorecard with every check', async () => {
    await open(page, `${url}/catalog/default/dataproduct/pallets/scorecard`);
    await page
      .getByText('Job and code repository are named')
      .first()
      .waitFor({ timeout: PATIENCE });
    await shot('4-scorecard');
    const { body } = await ask(
      url,
      '/data-mesh/products/default/pallets/scorecard',
    );
    return `level ${body.level.computed}; open at level 1: ${
      body.checks
        .filter(({ level, state }) => level === 1 && state !== 'pass')
        .map(({ id, reason }) => `${id} (${reason})`)
        .join(', ') || 'nothing'
    }`;
  });

  await seen('the kind is in the kind picker of the catalog', async () => {
    await open(page, `${url}/catalog?filters[kind]=dataproduct`);
    if (
      await page
        .getByText(/page not found|404/i)
        .first()
        .isVisible()
    ) {
      await open(page, `${url}/?filters[kind]=dataproduct`);
    }
    await page
      .getByRole('link', { name: 'Pallets' })
      .first()
      .waitFor({ timeout: PATIENCE });
    await page
      .getByText(/DataProduct/i)
      .first()
      .waitFor({ timeout: PATIENCE });
    await shot('5-catalog');
  });

  for (const [what, path, text] of [
    ['domain', 'domain/logistics', 'Pallets'],
    ['group', 'group/warehouse-team', 'Pallets'],
    ['service', 'component/route-planner', 'Pallets'],
  ]) {
    await seen(`the page of the ${what} shows the product`, async () => {
      await open(page, `${url}/catalog/default/${path}`);
      await page
        .getByRole('link', { name: text })
        .first()
        .waitFor({ timeout: PATIENCE });
      await shot(`6-${what}`);
    });
  }

  await seen('sent evidence changes the scorecard', async () => {
    const reasons = async () =>
      new Map(
        (
          await ask(url, '/data-mesh/products/default/pallets/scorecard')
        ).body.checks.map(({ id, state, reason }) => [
          id,
          `${state}: ${reason}`,
        ]),
      );
    const before = await reasons();
    await sendEvidence({ TOKEN, url });
    const [id, after] = await until('the run is on the card', async () =>
      [...(await reasons())].find(([key, text]) => before.get(key) !== text),
    );
    await open(page, `${url}/catalog/default/dataproduct/pallets/scorecard`);
    await page
      .getByText(after.replace(/^\w+: /, ''))
      .first()
      .waitFor({ timeout: PATIENCE });
    await shot('7-evidence');
    return `${id} was "${before.get(id)}" and is "${after}"`;
  });

  await seen('leadership sees the domain', async () => {
    await open(page, `${url}/data-mesh`);
    await page
      .getByRole('link', { name: 'Logistics' })
      .first()
      .waitFor({ timeout: PATIENCE });
    await shot('8-overview');
  });

  await seen('no error in the browser from our code', async () => {
    const ours = complaints.filter(text =>
      /data-?mesh|meshproof|dataproduct/i.test(text),
    );
    if (ours.length > 0) {
      throw new Error(ours.join('\n'));
    }
    return `${complaints.length} of the portal's own`;
  });
  await context.close();
}
