import { Scale, Undo2 } from 'lucide-react';
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
  path: 'withdrawal' | 'appeal';
  title: string;
  text: string;
  label: string;
  isRequired: boolean;
  send: string;
  done: string;
}

/** Asks for the reason of a withdrawal or an appeal, and does it. */
function AskDialog({ standing, asked, onClose, onDone }: { standing: RequestStanding; asked: Asked; onClose: () => void; onDone: (answer: RequestStanding) => void }) {
  const texts = useTexts();
  const [reason, setReason] = useState('');
  const [error, setError] = useState<string>();
  const act = useAct(standing);
  const send = async () => {
    const missing = asked.isRequired && !reason.trim();
    setError(missing ? texts.common.fields.requiredMissing : undefined);
    if (missing) return void focusField('reason');
    if (await act.run(asked.path, { reason: reason.trim() }, asked.done, onDone)) onClose();
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
      {act.problem && <ProblemAlert problem={act.problem} fields={['reason']} />}
      <TextArea name="reason" label={asked.label} isRequired={asked.isRequired} showOptional value={reason} onChange={setReason} maxLength={2000} error={error ?? fieldErrors(act.problem, ['reason'])['reason']} />
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
  if (!showWithdraw && !showAppeal) return null;
  const appealed = (answer: RequestStanding) => {
    remember(`request/${answer.id}`, answer);
    navigate(`requests/${answer.id}`);
  };
  return (
    <section className="card stack" aria-labelledby="actions">
      <h2 id="actions">{words.actions}</h2>
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
