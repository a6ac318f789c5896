import { CalendarCheck } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../ui/Button';
import DateField from '../../ui/DateField';
import { Dialog } from '../../ui/Dialog';
import { fieldErrors, ProblemAlert } from '../../ui/Problem';
import { useCommon } from '../../ui/texts';
import { useClient, useMay } from '../context';
import { useDates } from '../formats';
import { BothDates } from '../parts/BothDates';
import { useDesk } from '../texts';
import { ConfirmAct } from './ConfirmAct';
import { useGovernanceAct } from './use_governance_act';
import type { VersionView } from './versions_data';

const fields = ['from'] as const;

function SetDay({ digest, onClose }: { digest: string; onClose: () => void }) {
  const { versions: { force } } = useDesk();
  const common = useCommon();
  const client = useClient();
  const [from, setFrom] = useState('');
  const [tried, setTried] = useState(false);
  const { run, isBusy, problem } = useGovernanceAct(() => client.post(`desk/policy/versions/${digest}/force`, { from }), force.saved, onClose);
  const press = () => {
    setTried(true);
    if (from) run();
  };
  return (
    <Dialog
      title={force.set} isOpen onClose={onClose} isDismissable={false}
      actions={<><Button onPress={onClose}>{common.actions.cancel}</Button><Button variant="primary" busy={isBusy} onPress={press}>{force.save}</Button></>}
    >
      {problem && <ProblemAlert problem={problem} fields={fields} />}
      <p className="muted">{force.text}</p>
      <DateField label={force.from} name="from" isRequired value={from} onChange={setFrom} error={(tried && !from && force.needDate) || fieldErrors(problem, fields)['from']} />
    </Dialog>
  );
}

/** When the version came, or is to come, into force; and the acts that decide it. */
export function ForceCard({ version }: { version: VersionView }) {
  const { versions: { force } } = useDesk();
  const dates = useDates();
  const client = useClient();
  const may = useMay();
  const [asked, setAsked] = useState<'set' | 'cancel' | null>(null);
  const maySet = may('policy_approve') && version.approvals.length > 0 && (version.state === 'approved' || version.state === 'superseded');
  return (
    <section className="card stack" aria-labelledby="version-force">
      <h2 id="version-force">{force.title}</h2>
      {version.effects.length === 0 && <p className="muted">{force.none}</p>}
      <ul className="list fact-list">
        {version.effects.map((effect) => (
          <li key={effect.decided_at}>
            <CalendarCheck aria-hidden="true" />
            <span className="grow">
              <BothDates iso={effect.effective_at} />
              <span className="sub">
                {force.decided(dates.name(effect.decided_by), dates.stamp(effect.decided_at))}
                {effect.cancelled_at && ` · ${force.wasCancelled(dates.stamp(effect.cancelled_at))}`}
              </span>
            </span>
          </li>
        ))}
      </ul>
      {maySet && <div><Button variant="primary" onPress={() => setAsked('set')}>{force.set}</Button></div>}
      {version.state === 'scheduled' && may('policy_approve') && <div><Button variant="danger" onPress={() => setAsked('cancel')}>{force.cancel}</Button></div>}
      {asked === 'set' && <SetDay digest={version.digest} onClose={() => setAsked(null)} />}
      {asked === 'cancel' && (
        <ConfirmAct
          title={force.cancelTitle} text={force.cancelText} action={force.cancel} said={force.cancelled} isDangerous
          act={() => client.post(`desk/policy/versions/${version.digest}/cancellation`, {})} onClose={() => setAsked(null)}
        />
      )}
    </section>
  );
}
