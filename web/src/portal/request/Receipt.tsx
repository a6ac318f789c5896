import { PackageCheck } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { Button } from '../../ui/Button';
import { Alert } from '../../ui/feedback';
import { ProblemAlert } from '../../ui/Problem';
import { Prose } from '../../ui/Prose';
import { useFormats } from '../../ui/texts';
import type { StandingProps } from '../pages/Standing';
import { useTexts } from '../texts';
import { useAct } from './act';

const Dialog = lazy(() => import('../../ui/Dialog'));

export function Receipt({ standing, onChange }: StandingProps) {
  const texts = useTexts();
  const { both } = useFormats();
  const [step, setStep] = useState<string>();
  const act = useAct(standing);
  if (standing.deliveries.length === 0) return null;
  const mayConfirm = (id: string) => standing.actions.some((offer) => offer.action === 'confirm_receipt' && offer.free && (!offer.step || offer.step === id));
  const confirm = async () => {
    if (await act.run('receipt', { step }, texts.standing.confirmDone, onChange)) setStep(undefined);
  };
  return (
    <section className="card stack" aria-labelledby="delivery">
      <h2 id="delivery" className="row"><PackageCheck size={22} aria-hidden="true" />{texts.standing.delivery}</h2>
      {standing.deliveries.map((delivery, index) => (
        <div key={index} className="stack-small">
          {delivery.what && <p className="strong"><Prose text={delivery.what} /></p>}
          <p className="small muted">{texts.standing.deliveredOn(both(delivery.delivered_on))}</p>
          {delivery.confirmed_at && <Alert tone="ok">{texts.standing.confirmed(both(delivery.confirmed_at))}</Alert>}
          {!delivery.confirmed_at && mayConfirm(delivery.step) && (
            <span><Button variant="primary" onPress={() => setStep(delivery.step)}>{texts.standing.confirm}</Button></span>
          )}
        </div>
      ))}
      {step !== undefined && (
        <Suspense>
          <Dialog
            title={texts.standing.confirmTitle}
            isOpen
            onClose={() => { act.clear(); setStep(undefined); }}
            actions={(
              <>
                <Button onPress={() => setStep(undefined)}>{texts.standing.keep}</Button>
                <Button variant="primary" busy={act.isBusy} onPress={() => void confirm()}>{texts.standing.confirm}</Button>
              </>
            )}
          >
            <p>{texts.standing.confirmText}</p>
            {act.problem && <ProblemAlert problem={act.problem} />}
          </Dialog>
        </Suspense>
      )}
    </section>
  );
}
