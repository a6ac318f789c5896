import { expect, type Locator } from '@playwright/test';
import { catalogue as arabic } from '../../../web/src/texts/portal.ar';
import { catalogue as english } from '../../../web/src/texts/portal.en';
import { sentCode } from './codes';
import { paper } from './papers';
import { Person, type Language } from './people';
import type { Slug } from './sila';

const plain = (value: number): string => String(value);
const catalogues = { ar: arabic(plain), en: english(plain) } as const;
export const portalTexts = (language: Language) => catalogues[language];

export interface Applicant {
  name: string;
  identity: string;
  phone: string;
}

/** What somebody does on the portal. */
export class Portal {
  readonly texts;
  constructor(readonly person: Person, readonly slug: Slug) {
    this.texts = portalTexts(person.language);
  }

  get page() { return this.person.page; }
  field(name: string): Locator { return this.page.locator(`[data-field="${name}"]`); }
  button(name: string): Locator { return this.page.getByRole('button', { name, exact: true }); }
  look(state: string): Promise<void> { return this.person.look(state); }
  go(path: string): Promise<void> { return this.person.go(`/${this.slug}/${path}`); }
  next(): Promise<void> { return this.page.locator('.form-bar button[type=submit]').click(); }

  /** What the association calls a role. */
  async role(role: string): Promise<string> {
    const home = await this.page.evaluate(async (slug) => await (await fetch(`/api/${slug}/portal/home`)).json() as { titles: Record<string, Record<string, string>> }, this.slug);
    return home.titles[role]?.[this.person.language] ?? role;
  }

  code(): Promise<string> { return sentCode(this.person, this.slug); }

  async signIn(phone: string): Promise<void> {
    await this.field('phone').locator('input').fill(phone);
    await this.page.locator('form button[type=submit]').click();
    await expect(this.field('code')).toBeVisible();
    await this.field('code').locator('input').fill(await this.code());
    await this.page.locator('form button[type=submit]').click();
    await expect(this.field('code')).toBeHidden();
    await expect(this.page.locator('h1')).toBeFocused();
  }

  async date(field: Locator, gregorian: { day: string; month: string; year: string }): Promise<void> {
    await expect(field.locator('.date-segment').first()).toBeVisible();
    await field.getByRole('button', { name: this.texts.common.dates.gregorian, exact: true }).click();
    const order = [gregorian.day, gregorian.month, gregorian.year];
    await field.locator('.date-segment').first().click();
    await this.page.keyboard.type(order.join(''));
  }

  async upload(field: string, name: string): Promise<void> {
    await this.field(field).locator('input[type=file]').setInputFiles(paper(name));
    await expect(this.field(field).locator('.file[data-state=done]')).toHaveCount(1);
  }

  /** By field: a choice by its place, a date by its eight digits from the day on, anything else as it is typed. */
  async fill(answers: Readonly<Record<string, string | number>>): Promise<void> {
    for (const [name, answer] of Object.entries(answers)) {
      const field = this.field(name);
      await expect(field).toBeVisible();
      if (typeof answer === 'number') await this.choose(name, answer);
      else if (/^\d{8}$/.test(answer)) await this.date(field, { day: answer.slice(0, 2), month: answer.slice(2, 4), year: answer.slice(4) });
      else if (await field.locator('select').count() > 0) await field.locator('select').selectOption(answer);
      else await field.locator('input, textarea').fill(answer);
    }
  }

  choose(field: string, index: number): Promise<void> { return this.field(field).locator('.choice').nth(index).click(); }

  async consent(): Promise<void> {
    const boxes = this.page.locator('[data-field^="consents."] input');
    await expect(boxes.first()).toBeVisible();
    for (const box of await boxes.all()) await box.check();
  }

  async fillAssistance(applicant: Applicant): Promise<void> {
    await this.field('full_name').locator('input').fill(applicant.name);
    await this.date(this.field('birth_date'), { day: '14', month: '05', year: '1988' });
    await this.field('phone').locator('input').fill(applicant.phone);
    await this.field('region').locator('select').selectOption('SA-02');
    await this.field('city').locator('input').fill('جدة');
    await this.choose('need', 1);
    await this.field('description').locator('textarea').fill('أحتاج إلى إنسولين شهري ولا يغطيه التأمين.');
    await this.choose('insured', 1);
    await this.field('household_size').locator('input').fill('٥');
    await this.field('income').locator('input').fill('٤٢٠٠');
  }

  /** The request for care of aoun. */
  async fillCare(applicant: Applicant): Promise<void> {
    await this.field('full_name').locator('input').fill(applicant.name);
    await this.date(this.field('birth_date'), { day: '02', month: '11', year: '1994' });
    await this.field('phone').locator('input').fill(applicant.phone);
    await this.choose('contact_manner', 0);
    await this.field('region').locator('select').selectOption('SA-14');
    await this.field('city').locator('input').fill('أبها');
    await this.choose('came_through', 0);
    await this.choose('need', 1);
    await this.field('description').locator('textarea').fill('أريد أن أبدأ التأهيل في أقرب وقت.');
  }

  async fillIdentity(applicant: Applicant): Promise<void> {
    const identity = this.field('identity_document');
    await identity.locator('input').first().fill(applicant.identity);
    await this.date(identity, { day: '15', month: '03', year: '2029' });
  }

  /** From the data to the number of the request: looked at on the way. */
  async reviewAndSign(): Promise<string> {
    await this.next();
    await expect(this.page.locator('.summary-row').first()).toBeVisible();
    await this.look('review');
    await this.next();
    await this.draw();
    await this.look('signed');
    await this.next();
    return this.reference();
  }

  /** To the request's own page. */
  async follow(reference: string): Promise<void> {
    await this.go('requests');
    await this.page.getByText(reference).click();
    await expect(this.page.locator('#now')).toBeVisible();
  }

  async ask(question: string): Promise<void> {
    await this.button(this.texts.standing.ask).click();
    const dialog = this.page.getByRole('dialog');
    await dialog.locator('textarea').fill(question);
    await dialog.getByRole('button', { name: this.texts.standing.askSend, exact: true }).click();
    await expect(dialog).toBeHidden();
  }

  /** Against the decision of the request that is open: the page of the grievance comes. */
  async appeal(reason: string): Promise<void> {
    const { appeal } = this.texts.standing;
    const before = await this.page.locator('h1').innerText();
    await this.button(appeal).click();
    const dialog = this.page.getByRole('dialog');
    await dialog.locator('textarea').fill(reason);
    await dialog.getByRole('button', { name: appeal, exact: true }).click();
    await expect(dialog).toBeHidden();
    await expect(this.page.locator('h1')).not.toHaveText(before);
  }

  /** What was written down for the applicant at a step. */
  record(step: string): Locator { return this.page.locator(`section[aria-labelledby="record-${step}"]`); }

  async fillPapers(applicant: Applicant): Promise<void> {
    await this.fillIdentity(applicant);
    await this.upload('medical_report', 'تقرير-طبي.pdf');
    await this.upload('prescription', 'وصفة.pdf');
    await this.upload('income_evidence', 'تعريف-بالراتب.pdf');
  }

  async draw(): Promise<void> {
    await this.field('read').locator('input').check();
    await this.choose('declaration.method', 0);
    const canvas = this.page.locator('canvas');
    await canvas.scrollIntoViewIfNeeded();
    const box = await canvas.boundingBox();
    if (!box) throw new Error('no canvas');
    await this.page.mouse.move(box.x + 60, box.y + 90);
    await this.page.mouse.down();
    for (let step = 0; step < 40; step++) await this.page.mouse.move(box.x + 60 + step * 4, box.y + 80 + Math.sin(step / 4) * 28);
    await this.page.mouse.up();
  }

  /** From the form's first page to the number of the request. */
  async apply(applicant: Applicant): Promise<string> {
    await this.consent();
    await this.next();
    await this.fillAssistance(applicant);
    await this.next();
    await this.fillPapers(applicant);
    await this.next();
    await this.next();
    await this.draw();
    await this.next();
    return this.reference();
  }

  async reference(): Promise<string> {
    await expect(this.page.locator('.big-reference')).toBeVisible();
    return (await this.page.locator('.big-reference').innerText()).trim();
  }

  async confirmReceipt(): Promise<void> {
    const { confirm, confirmed } = this.texts.standing;
    await this.button(confirm).click();
    await this.page.getByRole('dialog').getByRole('button', { name: confirm, exact: true }).click();
    await expect(this.page.getByText(confirmed('').trim()).first()).toBeVisible();
  }

  /** Scores from 0 to 4. */
  async rate(score: number, comment: string): Promise<void> {
    await this.page.locator('.stars .choice').nth(score).click();
    await this.page.locator('section[aria-labelledby=rate] textarea').fill(comment);
    await this.button(this.texts.standing.rateSend).click();
    await expect(this.page.getByText(this.texts.standing.rated)).toBeVisible();
  }
}
