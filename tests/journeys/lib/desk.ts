import { expect, type Locator } from '@playwright/test';
import { desk as arabic } from '../../../web/src/texts/desk.ar';
import { desk as english } from '../../../web/src/texts/desk.en';
import { grammar, type ArabicForms, type EnglishForms } from '../../../web/src/ui/grammar';
import type { Person, Language } from './people';
import { portalTexts } from './portal';
import type { Role, Slug } from './sila';

const plain = (value: number): string => String(value);
const catalogues = { ar: arabic(grammar<ArabicForms>('ar', plain)), en: english(grammar<EnglishForms>('en', plain)) } as const;
export const deskTexts = (language: Language) => catalogues[language];
type ActionName = keyof ReturnType<typeof arabic>['request']['actions']['names'];
export type Answers = Readonly<Record<string, string | number | true | readonly number[]>>;

/** What a member of staff does at the desk. */
export class Desk {
  readonly texts;
  constructor(readonly person: Person, readonly slug: Slug, readonly role: Role) {
    this.texts = deskTexts(person.language);
  }

  get page() { return this.person.page; }
  look(state: string): Promise<void> { return this.person.look(state); }
  go(path: string): Promise<void> { return this.person.go(`/desk/${this.slug}/${path}`); }

  async signIn(): Promise<void> {
    const login = this.person.sila.login(this.slug, this.role);
    await this.go('sign-in');
    await this.page.locator('input[name=email]').fill(login.email);
    await this.page.locator('input[name=password]').fill(login.password);
    await this.page.locator('form button[type=submit]').click();
    await expect(this.page.locator('input[name=password]')).toBeHidden();
  }

  /** By the key of the one search box, which is heard once the page has its frame. */
  private async search(typed: string): Promise<void> {
    await expect(this.page.locator('.search-input')).toBeVisible();
    await this.page.keyboard.press('/');
    await expect(this.page.locator('.search-input')).toBeFocused();
    await this.page.keyboard.type(typed);
  }

  /** Through the one search box, by its number. */
  async find(reference: string): Promise<void> {
    await this.search(reference);
    await this.page.locator('.search-hit', { hasText: this.texts.search.matchedBy.reference }).click();
    await expect(this.page.locator('[aria-current=page] bdi')).toHaveText(reference);
    await expect(this.page.locator('.actions')).toBeVisible();
  }

  /** In the queue. */
  row(reference: string): Locator { return this.page.locator('tr.row-link', { hasText: reference }).first(); }

  async openFromQueue(reference: string): Promise<void> {
    await this.go('queue?scope=team');
    await this.page.locator('[data-row]', { hasText: reference }).first().click();  // a row for each step that is open
    await expect(this.page.locator('.actions')).toBeVisible();
  }

  offer(action: ActionName): Locator {
    return this.page.locator('.offer-button', { hasText: this.texts.request.actions.names[action] });
  }
  blocked(action: ActionName): Locator {
    return this.page.locator('.offer-blocked', { hasText: this.texts.request.actions.names[action] });
  }
  async tab(name: keyof Desk['texts']['request']['tabs']): Promise<void> {
    await this.page.getByRole('tab', { name: this.texts.request.tabs[name] as string }).click();
  }

  /** Unfolds everything in the panel of actions; no name in it may lie on another text. */
  async unfold(): Promise<void> {
    const folded = this.page.locator('.fold[aria-expanded=false]');
    for (let left = await folded.count(); left > 0; left--) await folded.first().click();
    const overlaps = await this.page.locator('.offer-name').evaluateAll((names) => names.flatMap((name) => {
      const parts = [...name.querySelectorAll('span')].filter((part) => !part.querySelector('span')).map((part) => part.getBoundingClientRect());
      return parts.slice(1).filter((part, index) => part.top < (parts[index]?.bottom ?? 0) - 2 && part.left < (parts[index]?.right ?? 0) - 2 && part.right > (parts[index]?.left ?? 0) + 2).map(() => name.textContent);
    }));
    expect(overlaps, 'names that lie on other texts').toEqual([]);
  }

  /** The rows of one clause on the request's own list of clauses. */
  clause(id: string): Locator {
    return this.page.getByRole('tabpanel').locator('tbody tr').filter({ has: this.page.locator('.clause', { hasText: new RegExp(`^${id}$`) }) });
  }

  /** Opens the form of an action, unfolding the lesser ones when it is not among the first; `step`: where it is offered for several. */
  async open(action: ActionName, step = ''): Promise<void> {
    await expect(this.page.locator('.actions')).toBeVisible();
    const offer = this.offer(action).filter({ hasText: step });
    if (await offer.count() === 0) await this.page.locator('.fold').first().click();
    await offer.first().click();
  }

  /** A Gregorian date, by its eight digits from the day on. */
  async date(field: Locator, digits: string): Promise<void> {
    await field.getByRole('button', { name: portalTexts(this.person.language).common.dates.gregorian, exact: true }).click();
    await field.locator('.date-segment').first().click();
    await this.page.keyboard.type(digits);
  }

  async answer(answers: Answers): Promise<void> {
    const form = this.page.locator('.action-form');
    for (const [name, answer] of Object.entries(answers)) {
      const field = form.locator(`[data-field="${name}"]`);
      if (answer === true) await field.locator('input').check();
      else if (typeof answer === 'number') await field.locator('.choice').nth(answer).click();
      else if (typeof answer === 'string' && await field.locator('.date-segment').count() > 0) await this.date(field, answer);
      else if (typeof answer === 'string') {
        const select = field.locator('select');
        if (await select.count() > 0) await select.selectOption(answer);
        else await field.locator('input, textarea').fill(answer);
      } else for (const index of answer) await field.locator('.choice').nth(index).click();
    }
  }

  async send(): Promise<void> {
    const form = this.page.locator('.action-form');
    await form.locator('button[type=submit]').click();
    await expect(form).toBeHidden();
  }

  /** Sent, and kept from going: what is to be mended stands in the form. */
  async sendInVain(words: string): Promise<void> {
    const form = this.page.locator('.action-form');
    await form.locator('button[type=submit]').click();
    await expect(form).toContainText(words);
  }

  /** One action of the panel, from its button to its being on record. */
  async act(action: ActionName, answers: Answers = {}): Promise<void> {
    await this.open(action);
    await this.answer(answers);
    await this.send();
  }

  /** Says of every given item that it matches and is valid. */
  async matchAll(): Promise<void> {
    await this.tab('items');
    const quick = this.page.locator('.item-side .button-small', { hasText: this.texts.request.items.quickOk });
    await expect(quick.first()).toBeVisible();
    for (let left = await quick.count(); left > 0; left--) {
      await quick.first().click();
      await expect(quick).toHaveCount(left - 1);
    }
  }

  /** Each of these clauses is kept at this request, and none is broken. */
  async allKept(clauses: readonly string[]): Promise<void> {
    const { kept = '', broken = '' } = this.texts.words.controlOutcomes;
    await this.tab('clauses');
    for (const clause of clauses) await expect(this.clause(clause).filter({ hasText: kept }).first(), clause).toBeVisible();
    await expect(this.page.locator('[role=tabpanel] tbody')).not.toContainText(broken);
  }

  /** Nobody finds it who may not: neither in the queue nor by its number. */
  async findsNothing(reference: string): Promise<void> {
    await this.go('queue?scope=all');
    await expect(this.page.locator('.scope-count').first()).toBeVisible();
    await expect(this.row(reference)).toHaveCount(0);
    await this.search(reference);
    await expect(this.page.locator('.search-status')).toContainText(this.texts.search.nothing);
  }

  /** What the system does by itself, such as telling by message, is on the page when it is read again. */
  async until(tab: keyof Desk['texts']['request']['tabs'], text: string): Promise<void> {
    await expect(async () => {
      await this.page.reload();
      await this.tab(tab);
      await expect(this.page.getByRole('tabpanel')).toContainText(text, { timeout: 2_000 });
    }).toPass({ timeout: 40_000 });
  }
}
