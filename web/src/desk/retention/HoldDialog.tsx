import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { PlaceHold } from '../../api/retention';
import { asProblem } from '../../api/problem';
import { Button } from '../../ui/Button';
import DateField from '../../ui/DateField';
import { Dialog } from '../../ui/Dialog';
import { toast } from '../../ui/feedback';
import { fieldErrors, ProblemAlert } from '../../ui/Problem';
import { TextArea } from '../../ui/TextField';
import { useCommon } from '../../ui/texts';
import { useClient } from '../context';
import { useDates } from '../formats';
import { useDesk } from '../texts';

const fields = ['reason', 'review_on'];

/** Keeps a file from destruction; `path` is the person's, or that of an announced file. */
export function HoldDialog({ path, onClose }: { path: string; onClose: () => void }) {
  const { retention } = useDesk();
  const common = useCommon();
  const client = useClient();
  const queries = useQueryClient();
  const { first } = useDates();
  const [reason, setReason] = useState('');
  const [review, setReview] = useState('');
  const [tried, setTried] = useState(false);
  const body: PlaceHold = { reason: reason.trim(), review_on: review };
  const save = useMutation({
    mutationFn: () => client.post(path, { ...body }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['retention'] });
      toast(retention.holdSaved);
      onClose();
    },
  });
  const problem = save.error ? asProblem(save.error) : null;
  const errors = fieldErrors(problem, fields);
  const press = () => {
    setTried(true);
    if (body.reason && body.review_on) save.mutate();
  };
  return (
    <Dialog
      title={retention.holdTitle} isOpen onClose={onClose} isDismissable={false}
      actions={<><Button onPress={onClose}>{common.actions.cancel}</Button><Button variant="primary" busy={save.isPending} onPress={press}>{retention.hold}</Button></>}
    >
      {problem && <ProblemAlert problem={problem} fields={fields} />}
      <p className="muted">{retention.holdText}</p>
      <TextArea label={retention.reason} hint={retention.reasonHint} name="reason" isRequired rows={2} maxLength={1000} value={reason} onChange={setReason} error={(tried && !body.reason && common.fields.requiredMissing) || errors['reason']} />
      <DateField label={retention.reviewOn} name="review_on" isRequired value={review} calendar={first} onChange={setReview} error={(tried && !review && common.fields.requiredMissing) || errors['review_on']} />
    </Dialog>
  );
}
