import { useState } from 'react';
import type { PortalMe } from '../../api/model';
import { asProblem, type Problem } from '../../api/problem';
import { Button } from '../../ui/Button';
import { Choice } from '../../ui/choices';
import { ProblemAlert } from '../../ui/Problem';
import { forgetAll } from '../load';
import { usePortal } from '../session';
import { useTexts } from '../texts';

/** One phone may serve several people: for whom is it used now? */
export function ChooseParty({ me, onChosen }: { me: PortalMe; onChosen: (me: PortalMe) => void }) {
  const texts = useTexts();
  const { client } = usePortal();
  const [party, setParty] = useState(me.acting_for?.party ?? me.parties[0]?.party ?? '');
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isBusy, setBusy] = useState(false);
  const choose = async () => {
    setBusy(true);
    setProblem(null);
    try {
      const answer = await client.put<PortalMe>('portal/acting-for', { party });
      forgetAll();
      onChosen(answer);
    } catch (caught) {
      setProblem(asProblem(caught));
      setBusy(false);
    }
  };
  return (
    <div className="card stack">
      {problem && <ProblemAlert problem={problem} />}
      <Choice
        label={texts.account.actingFor}
        options={me.parties.map((one) => ({ id: one.party, label: one.label, hint: texts.signIn[one.kind] }))}
        value={party}
        onChange={setParty}
      />
      <Button variant="primary" wide busy={isBusy} onPress={() => void choose()}>{texts.signIn.chooseAction}</Button>
    </div>
  );
}
