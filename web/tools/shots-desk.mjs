// Pictures of the desk over its mock, with axe and sideways scroll on each: node tools/shots-desk.mjs [folder] [filter] [built]
import { mkdirSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium } from 'playwright-core';
import { uuid } from './mock-desk-data.mjs';

const [folder = '/tmp/desk-shots', filter = '', built] = process.argv.slice(2);
process.argv[3] = built;
const { serve } = await import('./mock-desk.mjs');
mkdirSync(folder, { recursive: true });
const server = await serve(0);
const base = `http://127.0.0.1:${server.address().port}`;
const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: flags });

const request = (n, rest = '') => `requests/${uuid(n)}${rest}`;
const press = (selector) => async (page) => { await page.locator(selector).first().click(); };
const pages = [
  ['queue', 'teryaq', 'queue'], ['queue-overdue', 'teryaq', 'queue?scope=all&state=overdue'], ['queue-empty', 'empty', 'queue?scope=mine'], ['queue-filtered', 'empty', 'queue?state=blocked'], ['queue-error', 'broken', 'queue'],
  ['search', 'teryaq', 'queue', async (page) => { await page.keyboard.press('/'); await page.keyboard.type('سارة'); }],
  ['sign-in', 'nobody', 'queue'], ['setup', 'teryaq', 'setup#TOKEN'], ['setup-broken', 'teryaq', 'setup'],
  ['request', 'teryaq', request(1)], ['request-study', 'teryaq', request(2)], ['request-inquiry', 'teryaq', request(3)], ['request-closed', 'teryaq', request(4, '?tab=decision')], ['request-confidential', 'teryaq', request(5)],
  ['request-decide', 'teryaq', request(6), press('.offer-button:has-text("سجّل القرار"), .offer-button:has-text("Record the decision")')],
  ['request-urgency', 'teryaq', request(2), press('.offer-blocked .link-button')], ['request-verify', 'teryaq', request(1), press('#item-household button[aria-label]')],
  ['request-correct', 'teryaq', request(1), async (page) => { await page.locator('#item-income button[aria-label]').last().click(); }],
  ['request-return', 'teryaq', request(1), async (page) => { await page.locator('.fold').first().click(); await page.locator('.offers-folded .offer-button').nth(2).click(); }],
  ['request-hold-refused', 'teryaq', request(2), async (page) => { await page.locator('.fold').first().click().catch(() => undefined); const one = page.locator('.offer-button:has-text("علّق"), .offer-button:has-text("Put on hold")'); if (!(await one.isVisible())) await page.locator('.fold').first().click(); await one.click(); await page.locator('.action-form textarea').fill('سبب'); await page.locator('.action-form button[type=submit]').click(); }],
  ['request-conflict', 'teryaq', request(6), async (page) => { await page.locator('.offer-button:has-text("أبلغ المستفيد"), .offer-button:has-text("Tell the beneficiary")').click(); await page.locator('.action-form select').selectOption('phone'); await page.locator('.action-form textarea').fill('ملاحظة لم تضع'); await page.locator('.action-form input[type=checkbox]').check(); await page.locator('.action-form button[type=submit]').click(); }],
  ['request-clauses', 'teryaq', request(2, '?tab=clauses')], ['request-declaration', 'teryaq', request(5, '?tab=declaration')], ['request-documents', 'teryaq', request(1, '?tab=documents')], ['request-told', 'teryaq', request(4, '?tab=told')], ['request-missing', 'teryaq', request(77), async (page) => { await page.locator('.state button').click(); }],
  ['submission', 'teryaq', request(5, '/submission')], ['submission-errors', 'teryaq', request(5, '/submission'), async (page) => { await page.locator('form button[type=submit]').click(); }],
  ['people', 'teryaq', 'people?q=سارة'], ['people-none', 'empty', 'people?q=سلمى'], ['people-start', 'teryaq', 'people'], ['register', 'teryaq', 'people/new?q=سارة محمد'], ['register-errors', 'teryaq', 'people/new?q=1500000004', async (page) => { await page.locator('form button[type=submit]').click(); }],
  ['person', 'teryaq', `people/${uuid(101)}`], ['person-claim', 'teryaq', `people/${uuid(103)}`], ['person-edit', 'teryaq', `people/${uuid(101)}`, press('.values .button')],
  ['claims', 'teryaq', 'claims'], ['claim', 'teryaq', `claims/${uuid(501)}`, press('.choice')], ['claims-empty', 'empty', 'claims'],
  ['new-request', 'teryaq', `requests/new?party=${uuid(101)}`], ['clauses', 'teryaq', 'clauses'], ['clause', 'teryaq', 'clauses/H5?outcome=broken'], ['policy', 'bare', 'policy', press('.kind summary')],
  ['staff', 'teryaq', 'staff'], ['staff-invite', 'teryaq', 'staff', press('.page-head .button')], ['branches', 'teryaq', 'branches'], ['calendar', 'teryaq', 'calendar', press('.row-item .button')], ['messages', 'teryaq', 'messages'], ['messages-empty', 'empty', 'messages?state=failed'],
  ['audit', 'teryaq', 'audit'], ['account', 'teryaq', 'account'], ['forbidden', 'bare', 'staff'], ['not-found', 'teryaq', 'nowhere'], ['aoun', 'aoun', 'queue'],
  ['menu', 'teryaq', 'queue', async (page) => { if (page.viewportSize().width < 700) await page.locator('.top-bar .button').first().click(); }],
];

let faults = 0;
for (const language of ['ar', 'en']) {
  for (const [width, height] of [[1440, 900], [390, 844]]) {
    const context = await browser.newContext({ viewport: { width, height }, isMobile: width < 700, hasTouch: width < 700, reducedMotion: 'reduce', timezoneId: 'America/New_York' });
    await context.addInitScript((chosen) => localStorage.setItem('sila.reading', JSON.stringify({ language: chosen, digits: 'latn' })), language);
    for (const [name, slug, path, act] of pages) {
      const full = `${name}-${language}-${width}`;
      if (filter && !new RegExp(filter).test(full)) continue;
      const page = await context.newPage();
      const said = [];
      page.on('pageerror', (error) => said.push(`page: ${error.message.slice(0, 300)}`));
      page.on('console', (message) => { if (message.type() === 'error' && !/status of (4|5)/.test(message.text())) said.push(`console: ${message.text().slice(0, 300)}`); });
      await page.goto(`${base}/desk/${slug}/${path}`, { waitUntil: 'networkidle' });
      if (slug === 'broken') await page.waitForTimeout(2600);
      await page.evaluate(() => document.fonts.ready);
      await page.waitForTimeout(250);
      try {
        if (act) { await act(page); await page.waitForTimeout(600); }
      } catch (error) {
        said.push(`act: ${error.message.slice(0, 200)}`);
      }
      // As tall as the page: what a sticky bar covers until one scrolls is no fault, and the picture shows all.
      const tall = await page.evaluate(() => document.documentElement.scrollHeight);
      if (!/search|menu/.test(name)) await page.setViewportSize({ width, height: Math.max(Math.min(tall, 6000), height) });
      await page.waitForTimeout(120);
      const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (sideways > 0) said.push(`sideways ${sideways}`);
      const axe = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
      for (const one of axe.violations) said.push(`axe ${one.id} ×${one.nodes.length}: ${one.nodes[0].html.slice(0, 140)} ${one.nodes[0].failureSummary?.split('\n')[1]?.slice(0, 160) ?? ''}`);
      if (!/search|menu/.test(name)) await page.setViewportSize({ width, height: Math.min(Math.max(tall, height), width > 700 ? 1500 : 2600) });
      await page.screenshot({ path: `${folder}/${full}.png` });
      faults += said.length;
      if (said.length) console.log(full, '\n  ', said.join('\n   '));
      await page.close();
    }
    await context.close();
  }
}
await browser.close();
server.close();
console.log(faults ? `${faults} faults` : 'clean');
process.exit(faults ? 1 : 0);
