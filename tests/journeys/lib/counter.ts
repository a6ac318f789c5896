import { expect, type Locator } from '@playwright/test';
import { sentCode } from './codes';
import type { Desk } from './desk';
import { paper } from './papers';
import type { Applicant } from './portal';

/** What an officer does for somebody who came, phoned or wrote. */
export class Counter {
  constructor(readonly desk: Desk) {}

  get page() { return this.desk.page; }
  field(name: string): Locator { return this.page.locator(`[data-field="${name}"]`); }
  type(name: string, text: string): Promise<void> { return this.field(name).locator('input, textarea').first().fill(text); }
  choose(name: string, option: string): Promise<string[]> { return this.field(name).locator('select').selectOption(option); }
  submit(): Promise<void> { return this.page.locator('form button[type=submit]').click(); }

  /** Looked for first, by the number; nobody is registered twice. */
  async register(applicant: Applicant): Promise<void> {
    const { people, register } = this.desk.texts;
    await this.desk.go('people');
    await this.page.locator('main input').first().fill(applicant.identity);
    await expect(this.page.getByText(people.noneTitle(applicant.identity))).toBeVisible();
    await this.page.getByRole('link', { name: people.register }).first().click();
    await expect(this.field('identity_number').locator('input')).toHaveValue(applicant.identity);
    await this.submit();
    await expect(this.field('full_name').locator('.field-error')).toBeVisible();
    await this.desk.look('unnamed');
    await this.type('full_name', applicant.name);
    await this.type('phone', applicant.phone);
    await this.desk.date(this.field('identity_expires_on'), '15032029');
    await this.desk.look('registering');
    await this.page.getByRole('button', { name: register.submit, exact: true }).click();
    await expect(this.page.locator('h1')).toContainText(applicant.name);
  }

  /** From the person's file: for whom it is stands there already. */
  async newRequest(name: string): Promise<void> {
    await this.page.locator('main').getByRole('link', { name: this.desk.texts.person.newRequest }).click();
    await expect(this.page.locator('.picked')).toContainText(name);
  }

  async reference(): Promise<string> {
    return (await this.page.locator('[aria-current=page] bdi').innerText()).trim();
  }

  /** What the file does not know of the request for assistance; the papers too. */
  async fillAssistance(): Promise<void> {
    await this.desk.date(this.field('birth_date'), '14051988');
    await this.choose('region', 'SA-02');
    await this.type('city', 'جدة');
    await this.choose('need', 'medicine');
    await this.type('description', 'تحتاج إلى إنسولين شهري ولا يغطيه التأمين.');
    await this.field('insured').locator('.choice').nth(1).click();
    await this.type('household_size', '5');
    await this.type('income', '4200');
    for (const name of ['medical_report', 'prescription', 'income_evidence']) {
      await this.field(name).locator('input[type=file]').setInputFiles(paper(`${name}.pdf`));
      await expect(this.field(name).locator('.file[data-state=done]')).toHaveCount(1);
    }
  }

  /** A false code first: it is refused, and what was filled in stays. */
  async signByCode(): Promise<void> {
    await this.field('method').locator('.choice').nth(1).click();
    await this.submit();
    await expect(this.desk.page.getByText(this.desk.texts.request.submission.needCodeSent)).toBeVisible();
    await this.desk.page.getByRole('button', { name: this.desk.texts.request.submission.codeSend }).click();
    const code = await sentCode(this.desk.person, this.desk.slug);
    await this.type('code', code === '111111' ? '222222' : '111111');
    await this.submit();
    await expect(this.field('code').locator('.field-error')).toBeVisible();
    await this.desk.look('false-code');
    await this.type('code', code);
  }

  async witness(name: string): Promise<void> {
    await this.field('method').locator('.choice').last().click();
    await this.type('witness', name);
  }
}
