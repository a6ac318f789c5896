import { MessageCircleQuestion, Scale, Undo2 } from 'lucide-react';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import type { OfferView, RequestStanding } from '../../api/model';
import { Button } from '../../ui/Button';
import { Chip } from '../../ui/feedback';
import { focusField } from '../../ui/Field';
import { fieldErrors, Obstacles, ProblemAlert } from '../../ui/Problem';
import { useRouter } from '../../ui/router';
import { TextArea } from '../../ui/TextField';
import type { StandingProps } from '../pages/Standing';
import { remember } from '../load';
import { useTexts } from '../texts';
import { useAct } from './act';

const Dialog = lazy(() => import('../../ui/Dialog'));

interface Asked {
  path: 'withdrawal' | 'appeal' | 'questions';
  /** The step whose specialist is asked. */
  step?: string;
  title: string;
  text: string;
  label: string;
  isRequired: boolean;
  send: string;
  done: string;
}

/** Asks for what was wanted to be said, and does it: the reason of a withdrawal or an appeal, or a question. */
function AskDialog({ standing, asked, onClose, onDone }: { standing: RequestStanding; asked: Asked; onClose: () => void; onDone: (answer: RequestStanding) => void }) {
  const texts = useTexts();
  const [reason, setReason] = useState('');
  const [error, setError] = useState<string>();
  const act = useAct(standing);
  const field = asked.path === 'questions' ? 'text' : 'reason';
  const send = async () => {
    const missing = asked.isRequired && !reason.trim();
    setError(missing ? texts.common.fields.requiredMissing : undefined);
    if (missing) return void focusField(field);
    if (await act.run(asked.path, { [field]: reason.trim(), ...(asked.step && { step: asked.step }) }, asked.done, onDone)) onClose();
  };
  return (
    <Dialog
      title={asked.title}
      isOpen
      onClose={onClose}
      isDismissable={!reason}
      actions={(
        <>
          <Button onPress={onClose}>{texts.standing.keep}</Button>
          <Button variant={asked.path === 'withdrawal' ? 'danger' : 'primary'} busy={act.isBusy} onPress={() => void send()}>{asked.send}</Button>
        </>
      )}
    >
      <p>{asked.text}</p>
      {act.problem && <ProblemAlert problem={act.problem} fields={[field]} />}
      <TextArea name={field} label={asked.label} isRequired={asked.isRequired} showOptional value={reason} onChange={(typed) => { setReason(typed); setError(undefined); }} maxLength={2000} error={error ?? fieldErrors(act.problem, [field])[field]} />
    </Dialog>
  );
}

function OfferRow({ offer, label, icon, onPress, isDanger }: { offer: OfferView; label: string; icon: ReactNode; onPress: () => void; isDanger?: boolean }) {
  const texts = useTexts();
  if (offer.free) return <Button wide variant={isDanger ? 'danger' : 'secondary'} icon={icon} onPress={onPress}>{label}</Button>;
  return (
    <div className="stack-small">
      <span className="spread"><span className="strong">{label}</span><Chip>{texts.standing.blocked}</Chip></span>
      <div className="small muted"><Obstacles obstacles={offer.obstacles} /></div>
    </div>
  );
}

/** A question goes to the specialist where the policy names one (H3), else to whoever receives. */
function useAsk(standing: RequestStanding): Asked | undefined {
  const words = useTexts().standing;
  const free = (action: string) => standing.actions.find((offer) => offer.action === action && offer.free);
  const offer = free('ask_clarification') ?? free('raise_question');
  if (!offer) return undefined;
  const { step } = offer.action === 'ask_clarification' ? offer : {};
  return { path: 'questions', step, title: words.askTitle, text: words.askText, label: words.askLabel, isRequired: true, send: words.askSend, done: words.asked };
}

/** What the applicant may do, and what not now, with why. */
export function Actions({ standing, onChange }: StandingProps) {
  const texts = useTexts();
  const { navigate } = useRouter();
  const [asked, setAsked] = useState<Asked>();
  const words = texts.standing;
  const appeal = standing.actions.find((offer) => offer.action === 'appeal');
  const withdraw = standing.actions.find((offer) => offer.action === 'withdraw');
  // Only what this request can still come to: a closed one offers no withdrawal.
  const showWithdraw = withdraw && (withdraw.free || standing.status !== 'closed');
  const showAppeal = appeal !== undefined;
  const ask = useAsk(standing);
  if (!showWithdraw && !showAppeal && !ask) return null;
  const appealed = (answer: RequestStanding) => {
    remember(`request/${answer.id}`, answer);
    navigate(`requests/${answer.id}`);
  };
  return (
    <section className="card stack" aria-labelledby="actions">
      <h2 id="actions">{words.actions}</h2>
      {ask && <Button wide icon={<MessageCircleQuestion aria-hidden="true" />} onPress={() => setAsked(ask)}>{words.ask}</Button>}
      {showAppeal && (
        <OfferRow
          offer={appeal}
          label={words.appeal}
          icon={<Scale aria-hidden="true" />}
          onPress={() => setAsked({ path: 'appeal', title: words.appealTitle, text: words.appealText, label: words.appealReason, isRequired: true, send: words.appeal, done: words.appealed })}
        />
      )}
      {showWithdraw && (
        <OfferRow
          offer={withdraw}
          label={words.withdraw}
          icon={<Undo2 aria-hidden="true" />}
          isDanger
          onPress={() => setAsked({ path: 'withdrawal', title: words.withdrawTitle, text: words.withdrawText, label: words.withdrawReason, isRequired: false, send: words.withdraw, done: words.withdrawn })}
        />
      )}
      {asked && (
        <Suspense>
          <AskDialog standing={standing} asked={asked} onClose={() => setAsked(undefined)} onDone={asked.path === 'appeal' ? appealed : onChange} />
        </Suspense>
      )}
    </section>
  );
}
