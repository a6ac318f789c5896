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

/** What is wrong with a page: pixels beyond its side, choices that are cut off, axe's violations. */
interface Faults {
  sideways: number;
  cut: (string | null)[];
  axe: string[];
}

/** Somebody at a screen: a browser of their own, which every state is looked at in. */
export class Person {
  private picture = 0;
  constructor(readonly page: Page, readonly sila: Sila, readonly language: Language, private readonly size: Size, private readonly name: string) {}

  get context(): BrowserContext { return this.page.context(); }

  async go(path: string): Promise<void> {
    await this.page.clock.setFixedTime(this.sila.now);
    await this.page.goto(`${this.sila.address}${path}`);
  }

  /** Each sheet lies on the page, not below where that was scrolled to, and is shown: where a keyboard may come up, that is waited for first. */
  private async sheetsLieOnThePage(): Promise<void> {
    await this.page.waitForFunction(() => {
      const whole = document.documentElement.getBoundingClientRect();
      return [...document.querySelectorAll('[role=dialog]')].every((one) => {
        const { top, bottom } = one.getBoundingClientRect();
        return one.checkVisibility({ opacityProperty: true }) && top < whole.bottom && bottom > whole.top;
      });
    });
  }

  /**
   * The window as tall as the page, also if that grows meanwhile: what a sticky bar covers until one scrolls is no fault, and the picture shows all.
   * Under a dialog the page is inert: there the window stays as it is, and the dialog where it is seen.
   */
  private async stretch(): Promise<void> {
    if (await this.page.locator('[role=dialog]').count() > 0) return;
    const { width, height } = sizes[this.size];
    await expect(async () => {
      await this.page.setViewportSize({ width, height: Math.max(await this.height(), height) });
      expect(await this.isWhole()).toBe(true);
    }).toPass();
  }

  /** A state as it ought to be: no axe violation, no sideways scroll, a picture of it. Looked at again if the page grew meanwhile (what comes by an event). */
  async look(state: string): Promise<void> {
    const name = `${this.name}-${String(++this.picture).padStart(2, '0')}-${state}.png`;
    mkdirSync(pictures, { recursive: true });
    let faults: Faults;
    do {
      await this.settled();
      await this.page.screenshot({ path: join(pictures, name), animations: 'disabled' });
      faults = await this.faults();
    } while (!await this.isWhole());
    expect(faults, state).toEqual({ sideways: 0, cut: [], axe: [] });
    await this.page.setViewportSize(sizes[this.size]);
  }

  private height(): Promise<number> { return this.page.evaluate(() => document.documentElement.scrollHeight); }

  /** All of the page is in the window; under a dialog it need not be. */
  private isWhole(): Promise<boolean> {
    return this.page.evaluate(() => innerHeight >= document.documentElement.scrollHeight || document.querySelector('[role=dialog]') !== null);
  }

  private async settled(): Promise<void> {
    const { page } = this;
    await page.evaluate(() => document.fonts.ready);
    await expect(page.locator('.skeleton')).toHaveCount(0);
    await this.stretch();
    await this.sheetsLieOnThePage();
  }

  private async faults(): Promise<Faults> {
    const { page } = this;
    const sideways = await page.evaluate(() => Math.max(document.documentElement.scrollWidth - innerWidth, 0));
    const cut = await page.locator('[role=tablist], .draft-files').evaluateAll((rows) => rows.filter((row) => row.scrollWidth > row.clientWidth + 1).map((row) => row.textContent));
    const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
    return { sideways, cut, axe: violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 200)).join(' | ')}`) };
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
