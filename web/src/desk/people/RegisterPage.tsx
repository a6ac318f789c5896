import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import type { LikelySame as Alike, PersonFile, PersonHit, RegisterPerson } from '../../api/desk';
import type { IdentityType } from '../../api/model';
import { asProblem } from '../../api/problem';
import { isIdentityNumber, readMobile } from '../../portal/form/rules';
import { Button } from '../../ui/Button';
import { Select } from '../../ui/choices';
import type { Calendar } from '../../ui/dates';
import DateField from '../../ui/DateField';
import { Alert, toast } from '../../ui/feedback';
import { fieldErrors, ProblemAlert } from '../../ui/Problem';
import { TextField } from '../../ui/TextField';
import { useCommon, useFormats } from '../../ui/texts';
import { useClient } from '../context';
import { useDraft } from '../drafts';
import { LikelySame } from '../duplicates/LikelySame';
import { Crumb } from '../parts/links';
import { Page } from '../parts/Page';
import { useSettled } from '../parts/use_settled';
import { branchesOptions } from '../admin/admin_data';
import { useDesk } from '../texts';
import { findPeopleOptions } from './people_data';
import { PersonLine } from './PeoplePage';

const fields = ['full_name', 'identity_type', 'identity_number', 'identity_expires_on', 'birth_date', 'gender', 'phone', 'region', 'city', 'short_address', 'branch'] as const;
const identityTypes: readonly IdentityType[] = ['NAT', 'IQA', 'GCC', 'PAS', 'border', 'none'];

/** What was looked for goes where it belongs: a number of ten digits, a phone, else the name. */
function begin(q: string): RegisterPerson {
  const base: RegisterPerson = { full_name: '', identity_type: 'NAT' };
  if (!q) return base;
  const phone = readMobile(q);
  if (phone) return { ...base, phone };
  if (/^\d{6,}$/.test(q)) return { ...base, identity_number: q, identity_type: q.startsWith('2') ? 'IQA' : 'NAT' };
  return { ...base, full_name: q };
}

type Change = (part: Partial<RegisterPerson>) => void;
interface SectionProps {
  value: RegisterPerson;
  errors: ReturnType<typeof fieldErrors>;
  change: Change;
}

function IdentitySection({ value, errors, change }: SectionProps) {
  const { register, words } = useDesk();
  const has = value.identity_type !== 'none';
  return (
    <fieldset className="form-section">
      <legend><h2>{register.identity}</h2></legend>
      <Select
        label={register.identityType} name="identity_type" isRequired value={value.identity_type} error={errors['identity_type']}
        options={identityTypes.map((id) => ({ id, label: words.identityTypes[id] }))} onChange={(identity_type) => change({ identity_type })}
      />
      {has && (
        <>
          <TextField
            label={register.identityNumber} name="identity_number" kind={value.identity_type === 'PAS' ? 'code' : 'digits'} isRequired hint={register.identityNumberHint}
            value={value.identity_number ?? ''} error={errors['identity_number']} onChange={(identity_number) => change({ identity_number })}
          />
          <DateField
            label={register.identityExpiresOn} name="identity_expires_on" value={value.identity_expires_on ?? ''} calendar={value.identity_calendar} error={errors['identity_expires_on']}
            onChange={(identity_expires_on, identity_calendar: Calendar) => change({ identity_expires_on, identity_calendar })}
          />
        </>
      )}
    </fieldset>
  );
}

function PersonSection({ value, errors, change }: SectionProps) {
  const { register } = useDesk();
  return (
    <fieldset className="form-section">
      <legend><h2>{register.person}</h2></legend>
      <TextField
        label={register.fullName} name="full_name" isRequired hint={register.fullNameHint} autoComplete="off" maxLength={200}
        value={value.full_name} error={errors['full_name']} onChange={(full_name) => change({ full_name })}
      />
      <DateField
        label={register.birthDate} name="birth_date" value={value.birth_date ?? ''} calendar={value.birth_calendar} error={errors['birth_date']}
        onChange={(birth_date, birth_calendar: Calendar) => change({ birth_date, birth_calendar })}
      />
      <Select
        label={register.gender} name="gender" value={(value.gender ?? '') as 'female' | 'male' | ''} emptyOption={register.unstated} onClear={() => change({ gender: undefined })} error={errors['gender']}
        options={[{ id: 'female', label: register.female }, { id: 'male', label: register.male }]} onChange={(gender) => change({ gender })}
      />
    </fieldset>
  );
}

function ContactSection({ value, errors, change }: SectionProps) {
  const { register, words } = useDesk();
  const formats = useFormats();
  const client = useClient();
  const { data: branches } = useQuery(branchesOptions(client));
  return (
    <fieldset className="form-section">
      <legend><h2>{register.contact}</h2></legend>
      <TextField label={register.phone} name="phone" kind="phone" hint={register.phoneHint} value={value.phone ?? ''} error={errors['phone']} onChange={(phone) => change({ phone })} />
      <Select
        label={register.region} name="region" value={value.region ?? ''} emptyOption={register.unstated} onClear={() => change({ region: undefined })} error={errors['region']}
        options={Object.entries(words.regions).map(([id, label]) => ({ id, label }))} onChange={(region) => change({ region })}
      />
      <TextField label={register.city} name="city" value={value.city ?? ''} error={errors['city']} onChange={(city) => change({ city })} />
      <TextField label={register.shortAddress} name="short_address" kind="code" hint={register.shortAddressHint} maxLength={8} value={value.short_address ?? ''} error={errors['short_address']} onChange={(short_address) => change({ short_address })} />
      {branches && branches.length > 0 && (
        <Select
          label={register.branch} name="branch" value={value.branch ?? ''} emptyOption={register.unstated} onClear={() => change({ branch: undefined })} error={errors['branch']}
          options={branches.map((branch) => ({ id: branch.id, label: formats.words(branch.name) }))} onChange={(branch) => change({ branch })}
        />
      )}
    </fieldset>
  );
}

/** Those who may be the same person, before there are two files: by number, by phone, by name. */
function useLikely(value: RegisterPerson): readonly PersonHit[] {
  const client = useClient();
  const settled = useSettled(value, 400);
  const number = settled.identity_number && settled.identity_number.length >= 7 ? settled.identity_number : '';
  const phone = readMobile(settled.phone ?? '') ?? '';
  const name = settled.full_name.trim().split(/\s+/).length >= 2 ? settled.full_name : '';
  const byNumber = useQuery(findPeopleOptions(client, number));
  const byPhone = useQuery(findPeopleOptions(client, phone));
  const byName = useQuery(findPeopleOptions(client, name));
  const all = [...(number ? byNumber.data ?? [] : []), ...(phone ? byPhone.data ?? [] : []), ...(name ? byName.data ?? [] : [])];
  return all.filter((hit, index) => !hit.request && all.findIndex((one) => one.party === hit.party) === index).slice(0, 5);
}

function Likely({ hits }: { hits: readonly PersonHit[] }) {
  const { register } = useDesk();
  return (
    <section className="card card-flush likely" aria-live="polite" aria-label={register.likelyTitle}>
      <div className="list-head stack-small">
        <h2>{register.likelyTitle}</h2>
        <p className="muted small">{register.likelyText}</p>
      </div>
      <ul className="list rows">
        {hits.map((hit) => <li key={hit.party}><Link className="row-item" to="/people/$party" params={{ party: hit.party }}><PersonLine hit={hit} /></Link></li>)}
      </ul>
    </section>
  );
}

/** Only what was filled in is sent. */
function toSend(value: RegisterPerson): RegisterPerson {
  const sent = Object.fromEntries(Object.entries(value).filter(([, text]) => text !== undefined && text !== '')) as unknown as RegisterPerson;
  if (value.identity_type === 'none') {
    delete sent.identity_number;
    delete sent.identity_expires_on;
    delete sent.identity_calendar;
  }
  return sent;
}

export default function RegisterPage() {
  const { register, people, duplicates } = useDesk();
  const common = useCommon();
  const client = useClient();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { q = '' } = useSearch({ strict: false }) as { q?: string };
  const [value, setValue, forget] = useDraft<RegisterPerson>(`register/${q}`, () => begin(q));
  const [tried, setTried] = useState(false);
  const [alike, setAlike] = useState<readonly Alike[]>([]);
  const [notSame, setNotSame] = useState<string[]>([]);
  const likely = useLikely(value);
  const change: Change = (part) => setValue((old) => ({ ...old, ...part }));
  const save = useMutation({
    mutationFn: async () => {
      try {
        return await client.post<PersonFile>('desk/people', { ...toSend(value), ...(notSame.length > 0 && { not_same: notSame }) });
      } catch (error) {
        if (asProblem(error).obstacles.some((obstacle) => obstacle.code === 'person.likely_same'))
          setAlike((await client.post<{ items: Alike[] }>('desk/people/likenesses', toSend(value))).items);
        throw error;
      }
    },
    onSuccess: (file) => {
      forget();
      queries.setQueryData(['person', file.party], file);
      toast(register.registered(value.full_name));
      void navigate({ to: '/people/$party', params: { party: file.party }, replace: true });
    },
  });
  const problem = save.error ? asProblem(save.error) : null;
  const exists = problem?.obstacles.find((obstacle) => obstacle.code === 'person.exists');
  const known = typeof exists?.parameters['party'] === 'string' ? exists.parameters['party'] : undefined;
  const isAsked = problem?.obstacles.every((obstacle) => obstacle.code === 'person.likely_same') ?? false;
  const isJudged = alike.every(({ person }) => notSame.includes(person.party));
  const numbered = value.identity_type === 'NAT' || value.identity_type === 'IQA';
  const own: Record<string, string | undefined> = tried ? {
    full_name: value.full_name.trim() === '' ? common.fields.requiredMissing : undefined,
    identity_number: value.identity_type === 'none' ? undefined
      : !value.identity_number ? common.fields.requiredMissing
          : numbered && !isIdentityNumber(value.identity_number) ? common.fields.notIdentity : undefined,
    phone: value.phone && !readMobile(value.phone) ? common.fields.notPhone : undefined,
    short_address: value.short_address && !/^[A-Z]{4}\d{4}$/.test(value.short_address) ? common.fields.notShortAddress : undefined,
  } : {};
  const errors = { ...fieldErrors(problem, fields), ...Object.fromEntries(Object.entries(own).filter(([, text]) => text)) };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    const numberWrong = value.identity_type !== 'none' && (!value.identity_number || (numbered && !isIdentityNumber(value.identity_number)));
    const phoneWrong = Boolean(value.phone) && !readMobile(value.phone ?? '');
    if (value.full_name.trim() !== '' && !numberWrong && !phoneWrong) save.mutate();
  };
  return (
    <Page title={register.title} lead={register.text} crumbs={<Crumb to="/people">{people.title}</Crumb>}>
      <div className="with-aside">
        <form className="card stack-large" onSubmit={submit} noValidate>
          {alike.length > 0 && <LikelySame likely={alike} notSame={notSame} onChange={setNotSame} />}
          {isAsked ? (tried && !isJudged && <p className="muted" role="status">{duplicates.chooseAll}</p>) : exists && known ? (
            <Alert tone="warn" isLive title={register.exists} action={<Link to="/people/$party" params={{ party: known }}>{register.openExisting}</Link>} />
          ) : problem && <ProblemAlert problem={problem} fields={fields} onRetry={() => save.mutate()} />}
          <IdentitySection value={value} errors={errors} change={change} />
          <PersonSection value={value} errors={errors} change={change} />
          <ContactSection value={value} errors={errors} change={change} />
          <div className="form-foot"><Button type="submit" variant="primary" busy={save.isPending}>{likely.length > 0 ? register.notThem : register.submit}</Button></div>
        </form>
        {likely.length > 0 && alike.length === 0 && <Likely hits={likely} />}
      </div>
    </Page>
  );
}
