import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Plus, Trash2 } from 'lucide-react';
import { useEffect, useState, type FormEvent, type ReactNode } from 'react';
import type { OpenRequest } from '../../api/desk';
import type { Capacity, KindForm } from '../../api/model';
import { asProblem } from '../../api/problem';
import { readMobile } from '../../portal/form/rules';
import { Button } from '../../ui/Button';
import { Choice, Select } from '../../ui/choices';
import { focusField } from '../../ui/Field';
import { toast } from '../../ui/feedback';
import { fieldErrors, ProblemAlert } from '../../ui/Problem';
import { TextArea, TextField } from '../../ui/TextField';
import { useCommon } from '../../ui/texts';
import { branchesOptions } from '../admin/admin_data';
import { useClient } from '../context';
import { useDraft } from '../drafts';
import { useDates } from '../formats';
import { Loaded } from '../parts/Loaded';
import { Page } from '../parts/Page';
import { PersonPicker, type Picked } from '../parts/PersonPicker';
import { personOptions } from '../people/people_data';
import { nameOf } from '../people/PersonPage';
import { kindsOptions } from '../request/request_data';
import type { RequestPage } from '../request/model';
import { useDesk, wordFor } from '../texts';
import { KnownRepresentatives } from './KnownRepresentatives';

interface Draft {
  who: 'registered' | 'nobody';
  person: Picked | null;
  applicant: Picked | null;
  capacity: Capacity;
  name: string;
  phone: string;
  kind: string;
  channel: string;
  branch: string;
  questions: string[];
}
const begin = (): Draft => ({ who: 'registered', person: null, applicant: null, capacity: 'self', name: '', phone: '', kind: '', channel: '', branch: '', questions: [''] });
type Errors = Readonly<Record<string, ReactNode>>;
type Change = (part: Partial<Draft>) => void;
interface SectionProps {
  draft: Draft;
  change: Change;
  errors: Errors;
  kind: KindForm | undefined;
}

/** The channels of a kind; `portal` is not one by which an officer receives. */
const channelsOf = (kind: KindForm | undefined): string[] => ((kind as { channels?: string[] } | undefined)?.channels ?? ['branch', 'phone', 'letter']).filter((channel) => channel !== 'portal');

function WhatSection({ draft, change, errors, kind, kinds }: SectionProps & { kinds: readonly KindForm[] }) {
  const { request, words } = useDesk();
  const { create } = request;
  const dates = useDates();
  const client = useClient();
  const { data: branches } = useQuery(branchesOptions(client));
  return (
    <section className="card stack" aria-labelledby="what">
      <h2 id="what">{create.what}</h2>
      <div className="form-grid">
        <Select
          label={create.kind} name="kind" isRequired value={draft.kind} error={errors['kind']} hint={kind && dates.words(kind.summary)}
          options={kinds.map((one) => ({ id: one.id, label: one.emergency ? `${dates.words(one.title)} · ${create.emergency}` : dates.words(one.title) }))}
          onChange={(id) => change({ kind: id, channel: '' })}
        />
        <Select
          label={create.channel} name="channel" isRequired value={draft.channel} error={errors['channel']}
          options={channelsOf(kind).map((id) => ({ id, label: wordFor(words.channels, id) }))} onChange={(channel) => change({ channel })}
        />
        {branches && branches.length > 0 && (
          <Select
            label={create.branch} name="branch" showOptional value={draft.branch} emptyOption={request.submission.choose} onClear={() => change({ branch: '' })} error={errors['branch']}
            options={branches.map((one) => ({ id: one.id, label: dates.words(one.name) }))} onChange={(branch) => change({ branch })}
          />
        )}
      </div>
      {kind && kind.conditions.length > 0 && (
        <div>
          <h3 className="small muted">{create.conditions}</h3>
          <ul className="bullets">{kind.conditions.map((condition, index) => <li key={index}>{dates.words(condition)}</li>)}</ul>
        </div>
      )}
    </section>
  );
}

function WhoSection({ draft, change, errors, kind }: SectionProps) {
  const { create } = useDesk().request;
  return (
    <section className="card stack" aria-labelledby="who">
      <h2 id="who">{create.who}</h2>
      {kind && !kind.identity_required && (
        <Choice<Draft['who']>
          label={create.person} isInline value={draft.who} onChange={(who) => change({ who })}
          options={[{ id: 'registered', label: create.registeredPerson }, { id: 'nobody', label: create.noPerson }]}
        />
      )}
      {draft.who === 'registered' || kind?.identity_required !== false ? (
        <PersonPicker label={create.person} name="beneficiary" value={draft.person} onChange={(person) => change({ person })} error={errors['beneficiary']} />
      ) : (
        <div className="form-grid">
          <TextField label={create.contactName} name="full_name" showOptional value={draft.name} onChange={(name) => change({ name })} error={errors['full_name']} />
          <TextField label={create.contactPhone} name="phone" kind="phone" showOptional value={draft.phone} onChange={(phone) => change({ phone })} error={errors['phone']} />
        </div>
      )}
      {draft.who === 'registered' && draft.person && (
        <KnownRepresentatives
          party={draft.person.party} chosen={draft.capacity === 'self' ? undefined : draft.applicant?.party}
          onChoose={(applicant, capacity) => change({ applicant, capacity })}
        />
      )}
      <Choice<Capacity>
        label={create.capacity} name="capacity" isInline value={draft.capacity} onChange={(capacity) => change({ capacity })} error={errors['capacity']}
        options={[{ id: 'self', label: create.capacitySelf }, { id: 'guardian', label: create.capacityGuardian }, { id: 'agent', label: create.capacityAgent }]}
      />
      {draft.capacity !== 'self' && <PersonPicker label={create.applicant} hint={create.applicantHint} name="applicant" value={draft.applicant} onChange={(applicant) => change({ applicant })} error={errors['applicant']} />}
    </section>
  );
}

function QuestionsSection({ draft, change }: Pick<SectionProps, 'draft' | 'change'>) {
  const { create } = useDesk().request;
  const { number } = useDates();
  const set = (index: number, text: string) => change({ questions: draft.questions.map((one, at) => (at === index ? text : one)) });
  return (
    <section className="card stack" aria-labelledby="asked-by">
      <div><h2 id="asked-by">{create.questions}</h2><p className="muted">{create.questionsHint}</p></div>
      {draft.questions.map((question, index) => (
        <div key={index} className="question-line">
          <TextArea label={create.question(number(index + 1))} rows={2} showOptional value={question} maxLength={2000} onChange={(text) => set(index, text)} />
          {draft.questions.length > 1 && <Button variant="quiet" aria-label={create.removeQuestion(number(index + 1))} icon={<Trash2 aria-hidden="true" />} onPress={() => change({ questions: draft.questions.filter((_, at) => at !== index) })} />}
        </div>
      ))}
      {draft.questions.length < 10 && <div><Button size="small" icon={<Plus aria-hidden="true" />} onPress={() => change({ questions: [...draft.questions, ''] })}>{create.addQuestion}</Button></div>}
    </section>
  );
}

const isAnonymous = (draft: Draft, kind: KindForm | undefined): boolean => draft.who === 'nobody' && kind?.identity_required === false;

function bodyOf(draft: Draft, kind: KindForm | undefined): OpenRequest {
  const questions = draft.questions.map((one) => one.trim()).filter(Boolean);
  const nobody = isAnonymous(draft, kind);
  return {
    kind: draft.kind, channel: draft.channel, capacity: draft.capacity, questions,
    beneficiary: nobody ? undefined : draft.person?.party,
    applicant: draft.capacity === 'self' ? undefined : draft.applicant?.party,
    full_name: nobody ? draft.name.trim() || undefined : undefined,
    phone: nobody ? readMobile(draft.phone) ?? undefined : undefined,
    branch: draft.branch || undefined,
  };
}

const fields = ['kind', 'channel', 'beneficiary', 'applicant', 'capacity', 'full_name', 'phone', 'branch'] as const;

function NewRequestForm({ kinds }: { kinds: readonly KindForm[] }) {
  const { create } = useDesk().request;
  const common = useCommon();
  const dates = useDates();
  const client = useClient();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { party = '' } = useSearch({ strict: false }) as { party?: string };
  const [draft, setDraft, forget] = useDraft<Draft>(`new-request/${party}`, begin);
  const [tried, setTried] = useState(false);
  const { data: file } = useQuery({ ...personOptions(client, party), enabled: party !== '' });
  const change: Change = (part) => setDraft((old) => ({ ...old, ...part }));
  useEffect(() => {
    if (file) setDraft((old) => (old.person ? old : { ...old, person: { party: file.party, name: nameOf(file) } }));
  }, [file, setDraft]);
  const kind = kinds.find((one) => one.id === draft.kind);
  const save = useMutation({
    mutationFn: () => client.post<RequestPage>('desk/requests', bodyOf(draft, kind)),
    onSuccess: (page) => {
      forget();
      queries.setQueryData(['request', page.id], page);
      void queries.invalidateQueries({ queryKey: ['queue'] });
      toast(create.opened(dates.reference(page.reference)));
      void navigate({ to: '/requests/$request', params: { request: page.id }, replace: true });
    },
  });
  const own: Record<string, string> = {
    ...(!draft.kind && { kind: create.chooseKind }),
    ...(!draft.channel && { channel: create.chooseChannel }),
    ...(!isAnonymous(draft, kind) && !draft.person && { beneficiary: create.chooseWho }),
    ...(draft.capacity !== 'self' && !draft.applicant && { applicant: create.chooseWho }),
    ...(isAnonymous(draft, kind) && draft.phone && !readMobile(draft.phone) && { phone: common.fields.notPhone }),
  };
  const problem = save.error ? asProblem(save.error) : null;
  const errors: Errors = { ...fieldErrors(problem, fields), ...(tried && own) };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    const first = Object.keys(own)[0];
    if (first) focusField(first);
    else save.mutate();
  };
  const section = { draft, change, errors, kind };
  return (
    <form className="stack narrow" onSubmit={submit} noValidate>
      {problem && <ProblemAlert problem={problem} fields={fields} onRetry={() => save.mutate()} />}
      <WhatSection {...section} kinds={kinds} />
      <WhoSection {...section} />
      <QuestionsSection draft={draft} change={change} />
      <div className="form-foot"><Button type="submit" variant="primary" busy={save.isPending}>{create.submit}</Button></div>
    </form>
  );
}

export default function NewRequestPage() {
  const { create } = useDesk().request;
  const client = useClient();
  const kinds = useQuery(kindsOptions(client));
  return <Page title={create.title} lead={create.text}><Loaded query={kinds}>{(items) => <NewRequestForm kinds={items} />}</Loaded></Page>;
}
