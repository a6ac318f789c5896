import { ChevronRight } from 'lucide-react';
import { Fragment, type ReactNode } from 'react';
import type { Period, StandingStep, StepPromise } from '../api/model';
import { Link, useLink, usePage } from '../ui/router';
import { ButtonLink, type ButtonVariant } from '../ui/Button';
import { Timeline, type TimelineEntry } from '../ui/Timeline';
import { useFormats } from '../ui/texts';
import { usePortal } from './session';
import { useTexts } from './texts';

export function Breadcrumb({ items, here }: { items: readonly { to: string; label: string }[]; here: string }) {
  const texts = useTexts();
  return (
    <nav className="breadcrumb" aria-label={texts.common.navigation.breadcrumb}>
      {items.map((item) => (
        <Fragment key={item.to}>
          <Link to={item.to}>{item.label}</Link>
          <ChevronRight data-flip aria-hidden="true" />
        </Fragment>
      ))}
      <span aria-current="page">{here}</span>
    </nav>
  );
}

/** The heading of a page: names the window, and has the focus after a move. */
export function PageHead({ title, children, aside }: { title: string; children?: ReactNode; aside?: ReactNode }) {
  const { name } = usePortal();
  const heading = usePage(title, name);
  return (
    <div className="page-top">
      <div className="page-head">
        <h1 {...heading}>{title}</h1>
        {children}
      </div>
      {aside}
    </div>
  );
}

export function GoButton({ to, children, variant, icon, wide }: { to: string; children: ReactNode; variant?: ButtonVariant; icon?: ReactNode; wide?: boolean }) {
  return <ButtonLink {...useLink(to)} variant={variant} icon={icon} wide={wide}>{children}</ButtonLink>;
}

/** A role, as the association calls it. */
export function useRole(): (role: string) => string {
  const texts = useTexts();
  const { words } = useFormats();
  const { home } = usePortal();
  return (role) => {
    const title = home.titles[role];
    return title ? words(title) : (texts.common.roles[role] ?? role);
  };
}

/** Roles in words; the applicant is «you». */
export function useWho(): (who: readonly string[]) => string {
  const texts = useTexts();
  const role = useRole();
  const { locale } = useFormats();
  return (who) => {
    const names = who.map((one) => (one === 'applicant' || one === 'beneficiary' ? texts.kind.you : role(one)));
    return new Intl.ListFormat(locale.language, { type: 'disjunction' }).format(names);
  };
}

/** The times that the policy gives a step, each with whether the association set it where the policy is silent. */
function usePromises(): (step: StepPromise) => { text: string; isChosen: boolean }[] {
  const texts = useTexts();
  const { period } = useFormats();
  return ({ at_least, at_most, within }) => {
    const said: { text: string; isChosen: boolean }[] = [];
    const say = (words: (period: string) => string, given: Period | undefined) => {
      if (given) said.push({ text: words(period(given)), isChosen: given.chosen === true });
    };
    say(texts.kind.atLeast, at_least);
    say(at_least ? texts.kind.atMost : texts.kind.atMostOnly, at_most);
    say(texts.kind.within, within);
    return said;
  };
}

/** What happens after applying: who acts, and the times that the policy gives; never a time that it does not. */
export function Promises({ steps }: { steps: readonly StepPromise[] }) {
  const texts = useTexts();
  const { words } = useFormats();
  const who = useWho();
  const promises = usePromises();
  const shown = steps.filter((step) => !['complete', 'declare', 'close'].includes(step.kind));
  const entries = shown.map<TimelineEntry>((step) => ({
    id: step.id,
    state: 'note',
    title: words(step.title) || texts.common.stepKinds[step.kind],
    note: (
      <>
        {step.conditional && <span className="tiny">{texts.kind.conditional}</span>}
        <span style={{ display: 'block' }}>{texts.kind.whoActs(who(step.who))}</span>
        {promises(step).map(({ text, isChosen }) => (
          <span key={text} style={{ display: 'block' }}>
            <span className="strong">{text}</span>
            {isChosen && <span className="tiny"> ({texts.kind.chosen})</span>}
          </span>
        ))}
      </>
    ),
  }));
  return <Timeline entries={entries} label={texts.kind.happens} />;
}

// Steps whose outcome says more than that they are done.
const telling = new Set(['study', 'judge', 'permit', 'assess', 'interview', 'visit', 'attend', 'pay', 'arrive', 'register', 'reply']);

/** The way of a request so far, and what is still to come. */
export function Path({ steps }: { steps: readonly StandingStep[] }) {
  const texts = useTexts();
  const { words, moment, byWhen } = useFormats();
  const states = { done: 'done', open: 'now', waiting: 'waiting', skipped: 'skipped', voided: 'waiting' } as const;
  // A step that may be left out and was not needed so far is not part of the way.
  const shown = steps.filter((step) => !(step.optional && step.status === 'waiting'));
  const entries = shown.map<TimelineEntry>((step) => ({
    id: step.id,
    state: states[step.status],
    title: words(step.title) || texts.common.stepKinds[step.kind],
    note: (
      <>
        {step.status === 'done' && step.done_at && texts.standing.doneAt(moment(step.done_at))}
        {step.status === 'open' && step.opened_at && texts.standing.openedAt(moment(step.opened_at))}
        {(step.status === 'skipped' || step.status === 'voided') && texts.common.stepStatuses[step.status]}
        {step.status === 'open' && step.due && <> · {texts.requests.due(byWhen(step.due))}</>}
        {step.outcome && telling.has(step.kind) && <> · {texts.common.outcomes[step.outcome] ?? step.outcome}</>}
      </>
    ),
  }));
  return <Timeline entries={entries} label={texts.standing.path} />;
}
