import type { Locator } from '@playwright/test';
import { found } from '../../../web/src/texts/portal.found.ar';
import { grammar, type ArabicForms } from '../../../web/src/ui/grammar';
import { deskTexts } from '../lib/desk';
import { expect, test, type Person } from '../lib/people';

const texts = found(grammar<ArabicForms>('ar', String));

/** Somebody who founds an association, by the words of the page. */
class Founder {
  constructor(readonly person: Person) {}
  get page() { return this.person.page; }
  field(name: string): Locator { return this.page.locator(`[data-field="${name}"]`); }
  fill(name: string, typed: string): Promise<void> { return this.field(name).locator('input').fill(typed); }
  choose(label: string): Promise<void> { return this.page.locator('.choice', { hasText: label }).locator('input').check(); }
  next(): Promise<void> { return this.page.locator('.form-bar button[type=submit]').click(); }
  async at(step: keyof typeof texts.step): Promise<void> {
    await expect(this.page.getByRole('heading', { level: 2, name: texts.step[step], exact: true })).toBeVisible();
  }
}

for (const [size, slug, policy] of [['desk', 'amal', texts.templates], ['small', 'ufuq', texts.published]] as const) {
  test(`an association is founded by a link and served at once (${size})`, async ({ sila, open }) => {
    const link = sila.invite();
    const founder = new Founder(await open(size, 'ar', `founding-${size}`));
    const { page, person } = founder;
    await person.go(link.slice(sila.address.length));

    await founder.at('association');
    await founder.fill('slug', 'teryaq');
    await expect(founder.field('slug')).toHaveAttribute('data-invalid', '');  // as it is typed
    await founder.fill('slug', slug);
    await founder.next();
    await expect(founder.field('name.ar')).toHaveAttribute('data-invalid', '');
    await person.look('refused');
    await founder.fill('name.ar', 'جمعية الأمل');
    await founder.fill('name.en', 'Amal Association');
    await founder.fill('licence', '7777');
    await person.look('association');
    await founder.next();

    await founder.at('policy');
    await founder.next();
    await expect(page.getByText(texts.choosePolicy)).toBeVisible();
    await page.locator('fieldset', { hasText: policy }).locator('.choice', { hasText: 'ترياق' }).locator('input').check();
    await page.getByText(texts.read).click();
    await expect(page.locator('.found-outline')).toContainText('جمعية الأمل');
    await founder.choose(texts.approved);
    await founder.fill('approval.meeting', 'الثالث');
    await founder.fill('approval.term', 'الرابعة');
    await person.look('policy');
    await founder.next();

    await founder.at('administrator');
    await founder.fill('administrator.name', 'ريم الحربي');
    await founder.fill('administrator.email', 'reem');
    await founder.next();
    await expect(founder.field('administrator.email')).toHaveAttribute('data-invalid', '');
    await founder.fill('administrator.email', 'reem@amal.example');
    await person.look('administrator');
    await founder.next();

    await founder.at('review');
    await page.reload();  // what was typed is still there
    await founder.at('review');
    await person.look('review');
    await founder.next();
    const setup = page.locator('.found-link');
    await expect(setup).toContainText(`/desk/${slug}/setup#`);
    await page.getByRole('button', { name: texts.copy }).click();
    await expect(page.locator('.toast')).toContainText(texts.copied);
    await person.look('made');

    // The administrator, and somebody who visits the portal: nothing was started again.
    const administrator = await open(size, 'ar', `founding-administrator-${size}`);
    await administrator.go((await setup.innerText()).slice(sila.address.length));
    for (const [name, typed] of [['name', 'ريم الحربي'], ['email', 'reem@amal.example'], ['password', 'شجرة وقهوة وثلاث نوافذ']] as const)
      await administrator.page.locator(`input[name=${name}]`).fill(typed);
    await administrator.page.getByRole('button', { name: deskTexts('ar').setup.submit }).click();
    await expect(administrator.page.locator('input[name=password]')).toBeHidden();
    await administrator.look('desk');
    await administrator.go(`/${slug}/`);
    await expect(administrator.page.getByText('جمعية الأمل').first()).toBeVisible();
    await administrator.look('portal');

    await person.go('/');
    await person.go(link.slice(sila.address.length));
    await expect(page.getByRole('heading', { name: texts.invalidTitle })).toBeVisible();
    await person.look('spent');
  });
}
