import { CircleAlert, CircleCheck, CircleDashed, ClipboardCheck, PenLine } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import { Button } from '../../ui/Button';
import { Choice } from '../../ui/choices';
import { Alert, Chip, EmptyState } from '../../ui/feedback';
import { ProblemAlert } from '../../ui/Problem';
import { TextArea } from '../../ui/TextField';
import { useCommon } from '../../ui/texts';
import { useDraft } from '../drafts';
import { useDates } from '../formats';
import { useDesk, wordFor } from '../texts';
import { CorrectItem } from './CorrectItem';
import { isHidden } from './hidden';
import { ItemValueText } from './ItemValueText';
import type { ItemView, RequestPage } from './model';
import { isChanged, useAct } from './use_act';

type Answer = 'yes' | 'no' | '';
interface Draft {
  matched: Answer;
  valid: Answer;
  note: string;
}
const answerOf = (value: boolean | undefined): Answer => (value === undefined ? '' : value ? 'yes' : 'no');

/** Match and validity of one item, recorded with who and when. */
function VerifyForm({ page, item, onDone }: { page: RequestPage; item: ItemView; onDone: () => void }) {
  const { request } = useDesk();
  const { items } = request;
  const common = useCommon();
  const { words } = useDates();
  const [draft, setDraft, forget] = useDraft<Draft>(`${page.id}/verify/${item.id}`, () => ({ matched: answerOf(item.matched), valid: answerOf(item.valid), note: '' }));
  const [tried, setTried] = useState(false);
  const act = useAct(page, () => { forget(); onDone(); });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    const { matched, valid, note } = draft;
    if (!matched || !valid) return;
    void act.run({ path: 'verifications', body: { item: item.id, matched: matched === 'yes', valid: valid === 'yes', ...(note.trim() && { note: note.trim() }) } });
  };
  const missing = (answer: Answer) => (tried && !answer ? common.fields.requiredMissing : undefined);
  return (
    <form className="item-form stack" onSubmit={submit} noValidate aria-label={items.verifyTitle(words(item.title))}>
      {act.problem && !isChanged(act.problem) && <ProblemAlert problem={act.problem} />}
      <div className="form-pair">
        <Choice<'yes' | 'no'>
          label={items.matchedQuestion} name="matched" isInline isRequired value={draft.matched} error={missing(draft.matched)}
          options={[{ id: 'yes', label: items.matchedYes }, { id: 'no', label: items.matchedNo }]} onChange={(matched) => setDraft((old) => ({ ...old, matched }))}
        />
        <Choice<'yes' | 'no'>
          label={items.validQuestion} name="valid" isInline isRequired value={draft.valid} error={missing(draft.valid)}
          options={[{ id: 'yes', label: items.validYes }, { id: 'no', label: items.validNo }]} onChange={(valid) => setDraft((old) => ({ ...old, valid }))}
        />
      </div>
      <TextArea label={items.note} name="note" showOptional rows={2} hint={items.noteHint} value={draft.note} maxLength={2000} onChange={(note) => setDraft((old) => ({ ...old, note }))} />
      <div className="action-form-foot">
        <Button type="submit" variant="primary" busy={act.isBusy}>{items.save}</Button>
        <Button variant="quiet" onPress={onDone}>{common.actions.cancel}</Button>
      </div>
    </form>
  );
}

/** The policy names what to match; the rest is taken as it was said. */
const isToMatch = (item: ItemView): boolean => item.checks.length > 0;

function ItemState({ item, isAskedAgain }: { item: ItemView; isAskedAgain: boolean }) {
  const { items } = useDesk().request;
  if (isAskedAgain) return <Chip tone="warn">{items.askedAgain}</Chip>;
  if (item.matched === undefined) return item.value && isToMatch(item) ? <Chip>{items.notVerified}</Chip> : null;
  if (!item.matched) return <Chip tone="error">{items.notMatched}</Chip>;
  return item.valid ? <Chip tone="ok">{items.matchedValid}</Chip> : <Chip tone="error">{items.matchedInvalid}</Chip>;
}

function ItemIcon({ item }: { item: ItemView }) {
  if (item.matched === undefined && !isToMatch(item)) return <span className="item-icon" aria-hidden="true" />;
  if (item.matched === undefined) return <CircleDashed className="item-icon" aria-hidden="true" />;
  return item.matched && item.valid ? <CircleCheck className="item-icon" data-tone="ok" aria-hidden="true" /> : <CircleAlert className="item-icon" data-tone="error" aria-hidden="true" />;
}

interface ItemRowProps {
  page: RequestPage;
  item: ItemView;
  canVerify: boolean;
  canCorrect: boolean;
  open: 'verify' | 'correct' | null;
  onOpen: (form: 'verify' | 'correct' | null) => void;
  onFile: (attachment: string) => void;
  isShown: boolean;
  onShow: (isShown: boolean) => void;
}

function ItemRow({ page, item, canVerify, canCorrect, open, onOpen, onFile, isShown, onShow }: ItemRowProps) {
  const { request, words } = useDesk();
  const { items } = request;
  const dates = useDates();
  const title = dates.words(item.title);
  const checks = dates.list(item.checks.map((check) => wordFor(words.checks, check)));
  const isOkay = item.matched === true && item.valid === true;
  const quick = useAct(page);
  return (
    <li className="item" id={`item-${item.id}`}>
      <ItemIcon item={item} />
      <div className="item-body">
        <div className="item-line">
          <div className="item-text">
            <span className="item-title">{title}</span>
            <div className="item-value">
              {item.value && isHidden(page, item, isShown)
                ? <button type="button" className="link-button" onClick={() => onShow(true)}>{items.hidden}</button>
                : <ItemValueText item={item} page={page} onOpen={onFile} />}
            </div>
          </div>
          <div className="item-side">
            <ItemState item={item} isAskedAgain={page.returned?.items.includes(item.id) ?? false} />
            {canVerify && item.value && isToMatch(item) && !isOkay && !open && (
              <Button size="small" icon={<CircleCheck aria-hidden="true" />} busy={quick.isBusy} onPress={() => void quick.run({ path: 'verifications', body: { item: item.id, matched: true, valid: true } })}>{items.quickOk}</Button>
            )}
            {canVerify && item.value && isToMatch(item) && !open && <Button variant="quiet" size="small" aria-label={items.verifyTitle(title)} icon={<ClipboardCheck aria-hidden="true" />} onPress={() => onOpen('verify')} />}
            {canCorrect && !open && <Button variant="quiet" size="small" aria-label={items.correctTitle(title)} icon={<PenLine aria-hidden="true" />} onPress={() => onOpen('correct')} />}
          </div>
        </div>
        {quick.problem && !isChanged(quick.problem) && <ProblemAlert problem={quick.problem} />}
        {item.verified_by && item.verified_at && <span className="sub">{items.verifiedBy(dates.name(item.verified_by), dates.stamp(item.verified_at))}</span>}
        {!item.verified_at && checks && <span className="sub">{items.checks(checks)}</span>}
        {open === 'verify' && <VerifyForm page={page} item={item} onDone={() => onOpen(null)} />}
        {open === 'correct' && <CorrectItem page={page} item={item} onDone={() => onOpen(null)} />}
      </div>
    </li>
  );
}

export function ItemsTab({ page, onFile, isShown, onShow }: Pick<ItemRowProps, 'page' | 'onFile' | 'isShown' | 'onShow'>) {
  const { request } = useDesk();
  const { number } = useDates();
  const [open, setOpen] = useState<{ item: string; form: 'verify' | 'correct' } | null>(null);
  const free = (action: string) => page.offers.some((offer) => offer.action === action && offer.free);
  if (page.items.length === 0) return <EmptyState title={request.items.noneTitle}>{request.items.noneText}</EmptyState>;
  const given = page.items.filter((item) => item.value && isToMatch(item));
  const done = given.filter((item) => item.matched && item.valid).length;
  return (
    <div className="stack-small">
      {given.length > 0 && (
        <div className="items-progress">
          <span className="small muted">{request.items.progress(number(done), number(given.length))}</span>
          <span className="progress" aria-hidden="true"><span style={{ inlineSize: `${(100 * done) / given.length}%` }} /></span>
        </div>
      )}
      {page.declaration?.is_void && <Alert tone="warn" title={request.declaration.voidTitle}>{request.declaration.voidText}</Alert>}
      <ul className="list items">
        {page.items.map((item) => (
          <ItemRow
            key={item.id} page={page} item={item} canVerify={free('verify_item')} canCorrect={free('correct_item')} open={open?.item === item.id ? open.form : null}
            onOpen={(form) => setOpen(form && { item: item.id, form })} onFile={onFile} isShown={isShown} onShow={onShow}
          />
        ))}
      </ul>
    </div>
  );
}
