import { expect, Page, request } from '@playwright/test';
import AxeBuilder from '@axe-core/playwright';
import { readFileSync, writeFileSync } from 'node:fs';

const origin = `http://localhost:${process.env.MESHPROOF_E2E_PORT}`;

/** Opens a page as a guest, or as one of the demo company's people, and waits until the portal has loaded. */
export async function openAs(page: Page, path: string, user = 'guest') {
  await page.addInitScript(
    chosen => window.sessionStorage.setItem('meshproof.demo.sign-in', chosen),
    user,
  );
  await page.goto(path);
  await expect(
    page.getByRole('link', { name: 'Data products' }).first(),
  ).toBeVisible();
}

/** Collects what our own code writes to the console as an error; Backstage's own warnings are left aside. */
export function collectConsoleErrors(page: Page): string[] {
  const errors: string[] = [];
  page.on('pageerror', error => errors.push(String(error)));
  page.on('console', message => {
    if (message.type() === 'error') errors.push(message.text());
  });
  return errors;
}

/** Fails on what axe calls serious or critical inside a part of the page; the whole but the portal's side bar unless said. */
export async function expectAccessible(page: Page, part = '#root') {
  // The portal's own cards turn a nameless wheel while they load; what is judged is the page that people read.
  await expect(page.locator('.MuiCircularProgress-root')).toHaveCount(0);
  const { violations } = await new AxeBuilder({ page })
    .include(part)
    .exclude('nav[aria-label="sidebar nav"]')
    // The portal's own tabs point at panels that they do not draw.
    .exclude('[role=tablist]')
    .analyze();
  const serious = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, help, nodes }) => `${id}: ${help} (${nodes[0].html})`);
  expect(serious).toEqual([]);
}

/** A token of the guest, or of a demo user. */
export async function tokenOf(user = 'guest'): Promise<string> {
  const context = await request.newContext({ baseURL: origin });
  const answer = await context.post(
    `/api/auth/${user === 'guest' ? 'guest' : 'demo'}/refresh`,
    {
      headers: {
        'X-Requested-With': 'XMLHttpRequest',
        ...(user === 'guest' ? {} : { 'x-demo-user': user }),
      },
    },
  );
  expect(answer.ok(), await answer.text()).toBe(true);
  const body = await answer.json();
  await context.dispose();
  return body.backstageIdentity.token;
}

/** Calls the data-mesh API. */
export async function call<T>(
  method: 'GET' | 'POST',
  path: string,
  options: { token?: string; data?: unknown } = {},
): Promise<{ status: number; body: T }> {
  const context = await request.newContext({ baseURL: origin });
  const answer = await context.fetch(`/api/data-mesh${path}`, {
    method,
    headers: {
      Authorization: `Bearer ${options.token ?? (await tokenOf())}`,
      ...(options.data ? { 'Content-Type': 'application/json' } : {}),
    },
    data: options.data ? JSON.stringify(options.data) : undefined,
  });
  const text = await answer.text();
  await context.dispose();
  return { status: answer.status(), body: text ? JSON.parse(text) : undefined };
}

/** Puts the portal's clock of judgement forward. */
export function setClockAhead(milliseconds: number) {
  writeFileSync(process.env.MESHPROOF_TEST_CLOCK!, String(milliseconds));
}

/** What the portal's clock of judgement says. */
export function portalNow(): number {
  return (
    Date.now() +
    Number(readFileSync(process.env.MESHPROOF_TEST_CLOCK!, 'utf8').trim())
  );
}

/** Asks until the answer suits, at most a minute, and prints how long it took. */
export async function eventually<T>(
  what: string,
  ask: () => Promise<T>,
  suits: (answer: T) => boolean,
): Promise<T> {
  const begin = Date.now();
  let answer = await ask();
  while (!suits(answer)) {
    if (Date.now() - begin > 60_000) {
      throw new Error(
        `${what}: not within 60 s; the last answer was ${JSON.stringify(
          answer,
        ).slice(0, 2_000)}`,
      );
    }
    await new Promise(resolve => setTimeout(resolve, 500));
    answer = await ask();
  }
  console.log(
    `    ${what}: after ${((Date.now() - begin) / 1000).toFixed(1)} s`,
  );
  return answer;
}
