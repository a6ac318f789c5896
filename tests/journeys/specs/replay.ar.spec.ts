import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../lib/demo';
import { Desk } from '../lib/desk';
import { expect, test } from '../lib/people';

const slug = 'teryaq';
const file = 'requests.yaml';
const before = 'at_most: {days: 30, chosen: true}', after = 'at_most: {days: 16, chosen: true}';

test('F3: a draft of teryaq that shortens the study is tried on the requests that there were', async ({ open }) => {
  const quality = new Desk(await open('desk', 'ar', 'replay-quality'), slug, 'quality');
  const { drafts, replay } = quality.texts.versions;
  const { editor } = quality.texts;
  const { page } = quality;
  await test.step('the quality manager begins a draft from the policy in force', async () => {
    await quality.signIn();
    await quality.go('policy/versions');
    await page.getByRole('button', { name: drafts.begin, exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.locator('input[name=title]').fill('جواب أسرع');
    await quality.look('beginning');
    await dialog.getByRole('button', { name: drafts.begin, exact: true }).click();
    await expect(page.getByRole('button', { name: editor.allSaved })).toBeVisible();
  });
  await test.step('shortens the latest day of the answer, and saves it', async () => {
    const text = readFileSync(join(root, 'policies', slug, file), 'utf8');
    expect(text).toContain(before);
    await page.getByRole('navigation', { name: editor.files }).getByText(file, { exact: true }).click();
    await page.getByRole('textbox', { name: editor.fileNamed(file) }).click();
    await page.keyboard.press('Control+a');
    await page.evaluate((whole) => navigator.clipboard.writeText(whole), text.replace(before, after));
    await page.keyboard.press('Control+v');
    await page.getByRole('button', { name: editor.save, exact: true }).click();
    await expect(page.getByText(editor.saved).first()).toBeVisible();
    // Its indentation is what YAML means: it must be seen.
    await expect(page.locator('.cm-line').last()).toHaveCSS('white-space', /break-spaces|pre-wrap/);
    await expect(page.locator('.cm-gutters')).toBeVisible();
    await expect(page.getByRole('region', { name: editor.preview })).toContainText('16 يومًا');
    await quality.look('draft');
  });
  await test.step('sees what differs, and tries it on the past requests', async () => {
    await page.getByRole('link', { name: drafts.differences, exact: true }).click();
    await expect(page.getByRole('link', { name: replay.open })).toBeVisible();
    await quality.look('differs');
    await page.getByRole('link', { name: replay.open }).click();
    await expect(page.getByText(replay.notYet)).toBeVisible();
    await quality.look('not-yet');
    await page.getByRole('button', { name: replay.start, exact: true }).click();
  });
  await test.step('sees which days would have been missed, by their clause, and of which requests', async () => {
    const missed = page.locator('section[aria-labelledby=replay-clock_broken]');
    await expect(missed).toContainText('H5');
    await expect(page.getByRole('button', { name: replay.again })).toBeVisible();
    await missed.locator('summary').first().click();
    await quality.look('tried');
    await missed.getByRole('link').first().click();
    await expect(page.locator('.actions')).toBeVisible();
  });
  const director = new Desk(await open('small', 'ar', 'replay-director'), slug, 'director');
  await test.step('a head of the association tries the same draft on a small phone', async () => {
    await director.signIn();
    await director.go('policy/versions');
    await director.look('versions');
    await director.page.getByRole('link', { name: drafts.edit, exact: true }).click();
    await expect(director.page.locator('.cm-gutters')).toBeVisible();
    await director.look('draft');
    await director.go('policy/versions');
    await director.page.getByRole('link', { name: drafts.differences, exact: true }).first().click();
    await director.look('differs');
    await director.page.getByRole('link', { name: replay.open }).click();
    // The bar is looked at while the answer says that it still runs.
    await director.page.route('**/desk/policy/replays/*', async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, json: { ...((await answer.json()) as object), state: 'running', done: 40, all: 90, report: undefined } });
    });
    await director.page.getByRole('button', { name: replay.start, exact: true }).click();
    await expect(director.page.getByRole('progressbar')).toHaveAttribute('aria-valuenow', '44');
    await director.look('running');
    await director.page.unrouteAll({ behavior: 'wait' });
    await expect(director.page.locator('section[aria-labelledby=replay-clock_broken]')).toContainText('H5');
    await director.look('tried');
  });
});
