import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Foresight, RetentionCategory, RetentionSchedule, SetPeriod } from '../../api/retention';
import { asProblem } from '../../api/problem';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { toast } from '../../ui/feedback';
import { fieldErrors, ProblemAlert } from '../../ui/Problem';
import { TextField } from '../../ui/TextField';
import { useCommon, useFormats } from '../../ui/texts';
import { useClient } from '../context';
import { useDesk, wordFor } from '../texts';

const fields = ['months', 'basis'];

/** Sets how long a category is kept; before it is saved it can be seen what that would mean today. */
export function PeriodDialog({ one, onClose }: { one: RetentionCategory; onClose: () => void }) {
  const { retention } = useDesk();
  const common = useCommon();
  const client = useClient();
  const queries = useQueryClient();
  const { number } = useFormats();
  const [months, setMonths] = useState(String(one.months ?? one.proposed));
  const [basis, setBasis] = useState(one.basis ?? '');
  const [tried, setTried] = useState(false);
  const foresee = useMutation({ mutationFn: () => client.get<Foresight>(`desk/retention/${one.category}/foresight`, { query: { months } }) });
  const save = useMutation({
    mutationFn: (body: SetPeriod) => client.put<RetentionSchedule>(`desk/retention/${one.category}`, { ...body }),
    onSuccess: (schedule, body) => {
      queries.setQueryData(['retention', 'schedule'], schedule);
      toast(body.months === undefined ? retention.ended : retention.saved);
      onClose();
    },
  });
  const error = save.error ?? foresee.error;
  const problem = error ? asProblem(error) : null;
  const errors = fieldErrors(problem, fields);
  const press = () => {
    setTried(true);
    if (months && basis.trim()) save.mutate({ months: Number(months), basis: basis.trim() });
  };
  const seen = foresee.data;
  return (
    <Dialog
      title={retention.of(wordFor(retention.categories, one.category))} isOpen onClose={onClose} isDismissable={false}
      actions={<><Button onPress={onClose}>{common.actions.cancel}</Button>{one.months !== undefined && <Button variant="danger" busy={save.isPending} onPress={() => save.mutate({})}>{retention.end}</Button>}<Button variant="primary" busy={save.isPending} onPress={press}>{retention.set}</Button></>}
    >
      {problem && <ProblemAlert problem={problem} fields={fields} />}
      <p className="muted">{one.whole_file ? retention.wholeText : retention.partText}</p>
      <TextField
        label={retention.monthsLabel} name="months" kind="digits" isRequired maxLength={4} value={months} onChange={(next) => { setMonths(next); foresee.reset(); save.reset(); }}
        hint={`${retention.range(number(one.least), number(one.most))} · ${retention.proposed(retention.period(one.proposed))}`} error={(tried && !months && common.fields.requiredMissing) || errors['months']}
      />
      <div className="row-wrap">
        <Button size="small" busy={foresee.isPending} onPress={() => foresee.mutate()}>{retention.foresee}</Button>
        <span role="status">{seen && (seen.more ? retention.foreseenMore(number(seen.count)) : retention.foreseen(seen.count))}</span>
      </div>
      <TextField label={retention.basisLabel} hint={retention.basisHint} name="basis" isRequired maxLength={300} value={basis} onChange={setBasis} error={(tried && !basis.trim() && common.fields.requiredMissing) || errors['basis']} />
    </Dialog>
  );
}
