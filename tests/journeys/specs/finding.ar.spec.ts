import type { Locator } from '@playwright/test';
import { Counter } from '../lib/counter';
import { Desk } from '../lib/desk';
import { expect, test } from '../lib/people';

const sought = { name: 'هيفاء عبدالرحمن صالح الشهراني', identity: '1500000102', phone: '0500000321' };
const cousin = { name: 'بدرية ناصر محمد الشهراني', identity: '1500000110', phone: '0500000654' };

test('an officer finds a person by half a name, in other letters, by phone, number and reference, without a mouse', async ({ open }) => {
  const officer = new Desk(await open('desk', 'ar', 'finding-officer'), 'teryaq', 'officer');
  const counter = new Counter(officer);
  const { people, search } = officer.texts;
  const { page } = officer;
  const keys = page.keyboard;
  const box = page.locator('.search-input');
  const hits = page.locator('.search-hit[role=option]');
  const marked = (hit: Locator) => hit.locator('mark').allTextContents();
  /** Her line among the results of what is typed into the box from wherever one is. */
  const look = async (typed: string): Promise<Locator> => {
    await expect(box).toBeVisible();
    await keys.press('/');
    await expect(box).toBeFocused();
    await keys.insertText(typed);
    await expect(page.locator('.search-status')).not.toContainText(search.searching);
    const hers = hits.filter({ hasText: sought.name }).first();
    await expect(hers).toBeVisible();
    return hers;
  };
  /** With the arrows as far as her line, and Enter. */
  const open_ = async (hers: Locator): Promise<void> => {
    for (let left = await hits.count(); left > 0 && await hers.getAttribute('aria-selected') !== 'true'; left--) await keys.press('ArrowDown');
    await expect(hers).toHaveAttribute('aria-selected', 'true');
    await expect(box).toHaveAttribute('aria-activedescendant', await hers.getAttribute('id') ?? 'none');
    await keys.press('Enter');
    await expect(box).toHaveValue('');
  };
  const opensHerFile = async (hers: Locator): Promise<void> => {
    await open_(hers);
    await expect(page.locator('h1')).toContainText(sought.name);
    await officer.go('');
  };
  await test.step('two of a family are registered, and one of them asks for something', async () => {
    await officer.signIn();
    await counter.register(cousin);
    await counter.register(sought);
    await counter.newRequest(sought.name);
    await counter.choose('kind', 'assistance');
    await counter.choose('channel', 'phone');
    await counter.submit();
    await expect(page.locator('.actions')).toBeVisible();
  });
  const reference = await counter.reference();
  await test.step('by half a name, spelled otherwise, the last word not finished, with why', async () => {
    const hers = await look('هيفا عبد الرحم');
    await expect(hits.first()).toContainText(sought.name);
    expect(await marked(hers)).toEqual(['هيفاء', 'عبدالرحم']);
    await expect(hers).toContainText([search.matchedBy.name, search.how.spelling, search.how.beginning].join(search.and));
    await expect(hits.first()).toHaveAttribute('aria-selected', 'true');
    await keys.press('End');
    await expect(hits.last()).toHaveAttribute('aria-selected', 'true');
    await keys.press('Home');
    await expect(hits.first()).toHaveAttribute('aria-selected', 'true');
    await officer.look('half-a-name');
    await opensHerFile(hers);
  });
  await test.step('by Latin letters, the family first', async () => {
    const hers = await look('Alshahrani Hayf');
    await expect(hits.first()).toContainText(sought.name);
    expect(await marked(hers)).toEqual(['هيفاء', 'الشهراني']);
    await expect(hers).toContainText(search.how.script);
    await officer.look('latin');
    await opensHerFile(hers);
  });
  await test.step('by phone and by identity number, in any digits', async () => {
    const byPhone = await look('+966 50 000 0321');
    await expect(byPhone).toContainText(search.matchedBy.phone);
    await opensHerFile(byPhone);
    const byNumber = await look('١٥٠٠٠٠٠١٠٢');
    await expect(byNumber).toContainText(search.matchedBy.identity);
    await expect(hits.filter({ hasText: cousin.name })).toHaveCount(0);
    await officer.look('identity');
    await opensHerFile(byNumber);
  });
  await test.step('by the reference, and by its running number alone: the request opens', async () => {
    for (const typed of [reference, reference.split('-')[1]!.replace(/^0+/, '').padStart(4, '0')]) {
      const hers = await look(typed);
      await expect(hers).toContainText(search.matchedBy.reference);
      await open_(hers);
      await expect(page.locator('[aria-current=page] bdi')).toHaveText(reference);
      await officer.go('');
    }
  });
  await test.step('on the page of people: what was typed stands in the address, the arrows go to the results and back', async () => {
    await officer.go('people');
    await expect(page.locator('.find-people input')).toBeFocused();
    await keys.insertText('شهراني هيفا');
    const rows = page.locator('main a.row-item');
    await expect(rows.first()).toContainText(sought.name);
    await expect(rows.first().locator('mark')).toHaveText(['هيفاء', 'الشهراني']);
    await officer.look('page');
    await keys.press('ArrowDown');
    await expect(rows.first()).toBeFocused();
    await keys.press('ArrowUp');
    await expect(page.locator('.find-people input')).toBeFocused();
    await keys.press('ArrowDown');
    await keys.press('Enter');
    await expect(page.locator('h1')).toContainText(sought.name);
  });
  await test.step('what nobody can be called finds nobody, and breaks nothing', async () => {
    for (const typed of ['\u202e\u2066س\u2069', '12', 'ء'.repeat(200), '<>\u200f%_', '😀😀']) {
      await officer.go(`people?q=${encodeURIComponent(typed)}`);
      await expect(page.getByText(people.startTitle).or(page.getByText(people.noneText)).first()).toBeVisible();
      await expect(page.locator('main a.row-item')).toHaveCount(0);
    }
  });
  await test.step('on a phone', async () => {
    const mobile = new Desk(await open('phone', 'ar', 'finding-phone'), 'teryaq', 'officer');
    await mobile.signIn();
    await mobile.page.locator('.search-input').fill('هيفا عبد الرحم');
    await expect(mobile.page.locator('.search-hit').first()).toContainText(sought.name);
    await mobile.look('box');
    await mobile.go('people?q=Haifa');
    await expect(mobile.page.locator('main a.row-item').first()).toContainText(sought.name);
    await mobile.look('page');
  });
});
