import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { PersonFile } from '../../../api/desk';
import { asProblem } from '../../../api/problem';
import { Button } from '../../../ui/Button';
import { Checkbox, Select } from '../../../ui/choices';
import { Dialog } from '../../../ui/Dialog';
import { toast } from '../../../ui/feedback';
import { fieldErrors, ProblemAlert } from '../../../ui/Problem';
import { useCommon } from '../../../ui/texts';
import { useClient } from '../../context';
import { useDesk, wordFor } from '../../texts';
import { ValueText } from '../ValueText';

/** Says of values, as they stand, that they are right today. */
export function VerifyDialog({ file, onClose }: { file: PersonFile; onClose: () => void }) {
  const { personFile, words } = useDesk();
  const common = useCommon();
  const client = useClient();
  const queries = useQueryClient();
  const values = file.values.filter((value) => value.again_on !== undefined || value.changes);
  const [chosen, setChosen] = useState<readonly string[]>(() => values.filter((value) => value.due).map((value) => value.field));
  const [how, setHow] = useState('interview');
  const [tried, setTried] = useState(false);
  const save = useMutation({
    mutationFn: () => client.post<PersonFile>(`desk/people/${file.party}/verifications`, { fields: chosen, how }),
    onSuccess: (next) => {
      queries.setQueryData(['person', file.party], next);
      void queries.invalidateQueries({ queryKey: ['verifications'] });
      toast(personFile.verified);
      onClose();
    },
  });
  const problem = save.error ? asProblem(save.error) : null;
  const press = () => {
    setTried(true);
    if (chosen.length > 0) save.mutate();
  };
  return (
    <Dialog
      title={personFile.verifyTitle} isOpen onClose={onClose} isDismissable={false}
      actions={<><Button onPress={onClose}>{common.actions.cancel}</Button><Button variant="primary" busy={save.isPending} onPress={press}>{personFile.verify}</Button></>}
    >
      {problem && <ProblemAlert problem={problem} fields={['how', 'fields']} />}
      <p className="muted">{personFile.verifyText}</p>
      <Select label={personFile.verifyHow} name="how" value={how} error={fieldErrors(problem, ['how'])['how']} options={Object.entries(personFile.means).map(([id, label]) => ({ id, label }))} onChange={setHow} />
      <div className="stack-small" role="group" aria-label={personFile.verifyTitle}>
        {values.map((value) => (
          <Checkbox key={value.field} name={value.field} isSelected={chosen.includes(value.field)} onChange={(is) => setChosen(is ? [...chosen, value.field] : chosen.filter((one) => one !== value.field))}>
            {wordFor(words.fields, value.field)}: <ValueText value={value} />
          </Checkbox>
        ))}
        {tried && chosen.length === 0 && <p className="field-error">{personFile.verifyNone}</p>}
      </div>
    </Dialog>
  );
}
