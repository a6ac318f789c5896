import { AxeBuilder } from '@axe-core/playwright';
import { expect, test as base, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './demo';
import { Sila } from './sila';

export type Language = 'ar' | 'en';
export const sizes = { phone: { width: 390, height: 844 }, small: { width: 360, height: 780 }, desk: { width: 1440, height: 900 } } as const;
export type Size = keyof typeof sizes;
const pictures = join(root, 'build/screenshots');

/** Somebody at a screen: a browser of their own, which every state is looked at in. */
export class Person {
  private picture = 0;
  constructor(readonly page: Page, readonly sila: Sila, readonly language: Language, private readonly size: Size, private readonly name: string) {}

  get context(): BrowserContext { return this.page.context(); }

  async go(path: string): Promise<void> {
    await this.page.clock.setFixedTime(this.sila.now);
    await this.page.goto(`${this.sila.address}${path}`);
  }

  /** The page has taken up its height: a sheet at its foot lies on it, not below where it was scrolled to. */
  private async sheetsLieOnThePage(): Promise<void> {
    await this.page.waitForFunction(() => {
      const whole = document.documentElement.getBoundingClientRect();
      return [...document.querySelectorAll('[role=dialog]')].map((one) => one.getBoundingClientRect()).every((one) => one.top < whole.bottom && one.bottom > whole.top);
    });
  }

  /** The window as tall as the page, also if that grows meanwhile: what a sticky bar covers until one scrolls is no fault, and the picture shows all. */
  private async stretch(): Promise<void> {
    const { width, height } = sizes[this.size];
    const tall = (): Promise<number> => this.page.evaluate(() => document.documentElement.scrollHeight);
    await expect(async () => {
      await this.page.setViewportSize({ width, height: Math.max(await tall(), height) });
      expect(await this.page.evaluate(() => innerHeight)).toBeGreaterThanOrEqual(await tall());
    }).toPass();
  }

  /** A state as it ought to be: no axe violation, no sideways scroll, a picture of it. */
  async look(state: string): Promise<void> {
    const { page } = this;
    await page.evaluate(() => document.fonts.ready);
    await expect(page.locator('.skeleton')).toHaveCount(0);
    // A dialog that is being taken up by the page stands before it is looked at.
    await expect(page.locator('[role=dialog]:not(:visible)')).toHaveCount(0);
    await this.stretch();
    await this.sheetsLieOnThePage();
    await expect(page.locator('[role=dialog]:not(:visible)')).toHaveCount(0);
    const number = String(++this.picture).padStart(2, '0');
    mkdirSync(pictures, { recursive: true });
    await page.screenshot({ path: join(pictures, `${this.name}-${number}-${state}.png`), animations: 'disabled' });
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(sideways, `${state}: sideways scroll`).toBeLessThanOrEqual(0);
    const cut = await page.locator('[role=tablist], .draft-files').evaluateAll((rows) => rows.filter((row) => row.scrollWidth > row.clientWidth + 1).map((row) => row.textContent));
    expect(cut, `${state}: choices that are cut off`).toEqual([]);
    const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
    expect(violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 200)).join(' | ')}`), `${state}: axe`).toEqual([]);
    await page.setViewportSize(sizes[this.size]);
  }
}

interface Fixtures {
  /** Opens a browser for somebody; `name` begins the names of their pictures. */
  open: (size: Size, language: Language, name: string) => Promise<Person>;
}
interface WorkerFixtures {
  chromium_: Browser;
  sila: Sila;
}

const browserOptions = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
];

export const test = base.extend<Fixtures & { sila: Sila }, Pick<WorkerFixtures, 'chromium_'>>({
  chromium_: [async ({ playwright }, use) => {
    const browser = await playwright.chromium.launch({ executablePath: '/usr/bin/chromium', args: browserOptions });
    await use(browser);
    await browser.close();
  }, { scope: 'worker' }],
  // eslint-disable-next-line no-empty-pattern
  sila: async ({}, use) => {
    const sila = await Sila.start();
    await use(sila);
    await sila.stop();
  },
  open: async ({ chromium_, sila }, use) => {
    const contexts: BrowserContext[] = [];
    const faults: string[] = [];
    await use(async (size, language, name) => {
      const isPhone = size !== 'desk';
      const context = await chromium_.newContext({ viewport: sizes[size], isMobile: isPhone, hasTouch: isPhone, timezoneId: 'Asia/Riyadh', reducedMotion: 'reduce', serviceWorkers: 'block', permissions: ['clipboard-write'] });
      contexts.push(context);
      context.setDefaultTimeout(40_000);
      await context.addInitScript((chosen) => {
        if (!localStorage.getItem('sila.reading')) localStorage.setItem('sila.reading', JSON.stringify({ language: chosen, digits: 'latn' }));
      }, language);
      const page = await context.newPage();
      page.on('pageerror', (error) => faults.push(`${name}: ${error.message}`));
      page.on('console', (message) => {
        // A refusal is logged by the browser as a failed resource; that is no fault.
        if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) faults.push(`${name}: ${message.text()}`);
      });
      return new Person(page, sila, language, size, name);
    });
    for (const context of contexts) await context.close();
    expect(faults, 'errors in the pages').toEqual([]);
  },
});
export { expect };
