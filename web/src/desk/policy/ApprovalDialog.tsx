import { useState } from 'react';
import type { Attachment } from '../../api/model';
import { Button } from '../../ui/Button';
import { Select } from '../../ui/choices';
import DateField from '../../ui/DateField';
import { Dialog } from '../../ui/Dialog';
import { fieldErrors, ProblemAlert } from '../../ui/Problem';
import { TextField } from '../../ui/TextField';
import { Upload, type UploadedFile } from '../../ui/Upload';
import { useCommon } from '../../ui/texts';
import { useClient } from '../context';
import { useDesk } from '../texts';
import { useGovernanceAct } from './use_governance_act';

const fields = ['body', 'meeting', 'term', 'decided_on', 'minutes'] as const;

/** Of a draft, which becomes a version by it; or of a version that is stored already. */
export type ToApprove = { draft: string; revision: number } | { digest: string };

export function ApprovalDialog({ what, onClose }: { what: ToApprove; onClose: () => void }) {
  const { versions: { approval }, words } = useDesk();
  const common = useCommon();
  const client = useClient();
  const [body, setBody] = useState('');
  const [meeting, setMeeting] = useState('');
  const [term, setTerm] = useState('');
  const [date, setDate] = useState('');
  const [minutes, setMinutes] = useState<UploadedFile[]>([]);
  const [tried, setTried] = useState(false);
  const given = () => ({
    body, decided_on: date,
    ...(meeting.trim() && { meeting: meeting.trim() }), ...(term.trim() && { term: term.trim() }), ...(minutes[0] && { minutes: minutes[0].id }),
  });
  const record = () => ('draft' in what
    ? client.post(`desk/policy/drafts/${what.draft}/approval`, { ...given(), revision: what.revision })
    : client.post(`desk/policy/versions/${what.digest}/approvals`, given()));
  const { run, isBusy, problem } = useGovernanceAct(record, approval.recorded, onClose);
  const errors = fieldErrors(problem, fields);
  const press = () => {
    setTried(true);
    if (body && date) run();
  };
  return (
    <Dialog
      title={approval.title} isOpen onClose={onClose} size="large" isDismissable={false}
      actions={<><Button onPress={onClose}>{common.actions.cancel}</Button><Button variant="primary" busy={isBusy} onPress={press}>{approval.record}</Button></>}
    >
      {problem && <ProblemAlert problem={problem} fields={fields} />}
      <p className="muted">{'draft' in what ? approval.text : approval.textAgain}</p>
      <div className="form-grid">
        <Select
          label={approval.body} name="body" isRequired value={body} onChange={setBody} error={(tried && !body && approval.needBody) || errors['body']}
          options={Object.entries(words.approvalBodies).map(([id, label]) => ({ id, label }))}
        />
        <DateField label={approval.date} name="decided_on" isRequired value={date} onChange={setDate} error={(tried && !date && approval.needDate) || errors['decided_on']} />
        <TextField label={approval.meeting} name="meeting" value={meeting} onChange={setMeeting} error={errors['meeting']} />
        <TextField label={approval.term} name="term" value={term} onChange={setTerm} error={errors['term']} />
      </div>
      <Upload
        label={approval.minutes} name="minutes" hint={approval.minutesHint} value={minutes} onChange={setMinutes} maxFiles={1} error={errors['minutes']}
        upload={(file, name, options): Promise<Attachment> => client.upload('desk/policy/attachments', file, name, options)}
      />
    </Dialog>
  );
}
