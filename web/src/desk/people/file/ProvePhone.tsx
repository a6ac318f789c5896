import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { PersonFile } from '../../../api/desk';
import { asProblem } from '../../../api/problem';
import { Button } from '../../../ui/Button';
import { Checkbox } from '../../../ui/choices';
import { Dialog } from '../../../ui/Dialog';
import { toast } from '../../../ui/feedback';
import { fieldErrors, ProblemAlert } from '../../../ui/Problem';
import { useCommon } from '../../../ui/texts';
import { useClient } from '../../context';
import { AskSpokenCode, noCode } from '../../parts/SpokenCode';
import { useDesk } from '../../texts';

/** A phone that is only noted opens the file once the person, who is there, reads out the code sent to it. */
export function ProvePhone({ file, phone, onClose }: { file: PersonFile; phone: string; onClose: () => void }) {
  const { person, personFile } = useDesk();
  const common = useCommon();
  const client = useClient();
  const queries = useQueryClient();
  const [spoken, setSpoken] = useState(noCode);
  const [isInPerson, setInPerson] = useState(false);
  const [tried, setTried] = useState(false);
  const save = useMutation({
    mutationFn: () => client.post<PersonFile>(`desk/people/${file.party}/phones/proof`, { challenge: spoken.sent?.challenge ?? '', code: spoken.code, in_person: isInPerson }),
    onSuccess: (next) => {
      queries.setQueryData(['person', file.party], next);
      toast(personFile.phoneProved);
      onClose();
    },
  });
  const problem = save.error ? asProblem(save.error) : null;
  const press = () => {
    setTried(true);
    if (spoken.sent && spoken.code && isInPerson) save.mutate();
  };
  const missing = tried && (!spoken.sent ? personFile.phoneCodeFirst : !spoken.code && common.fields.requiredMissing);
  return (
    <Dialog
      title={personFile.provePhone} isOpen onClose={onClose} isDismissable={false}
      actions={<><Button onPress={onClose}>{common.actions.cancel}</Button><Button variant="primary" busy={save.isPending} onPress={press}>{personFile.provePhoneAct}</Button></>}
    >
      {problem && <ProblemAlert problem={problem} fields={['code']} />}
      <AskSpokenCode path={`desk/people/${file.party}/phones/code`} body={{ phone }} hint={personFile.provePhoneText} value={spoken} onChange={setSpoken} error={missing || fieldErrors(problem, ['code'])['code']} />
      <Checkbox name="in_person" isRequired isSelected={isInPerson} onChange={setInPerson} error={tried && !isInPerson ? person.inPersonNeeded : undefined}>{person.inPerson}</Checkbox>
    </Dialog>
  );
}
