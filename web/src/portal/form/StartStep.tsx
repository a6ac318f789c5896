import { ChevronDown, ShieldCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Draft } from '../../api/drafts';
import type { Beneficiary, IdentityType, KindForm } from '../../api/model';
import { Checkbox, Choice, Select } from '../../ui/choices';
import { TextField } from '../../ui/TextField';
import { useFormats } from '../../ui/texts';
import { usePortal } from '../session';
import { useTexts } from '../texts';
import { consentField, startNeeds } from './start';

interface StartStepProps {
  form: KindForm;
  draft: Draft;
  errors: Readonly<Record<string, ReactNode>>;
  onChange: (change: Partial<Draft>) => void;
}

function Privacy({ form, draft, errors, onChange }: StartStepProps) {
  const texts = useTexts();
  const { words, number } = useFormats();
  return (
    <section className="card stack" aria-labelledby="privacy">
      <h2 id="privacy" className="row"><ShieldCheck size={22} aria-hidden="true" />{texts.form.notice}</h2>
      <details open={words(form.privacy_notice).length < 400}>
        <summary>{texts.form.noticeVersion(number(form.privacy_notice_version))}<ChevronDown aria-hidden="true" /></summary>
        <p className="prose">{words(form.privacy_notice)}</p>
      </details>
      {form.purposes.length > 0 && (
        <div className="stack-small" role="group" aria-label={texts.form.consents}>
          {form.purposes.map((purpose) => (
            <Checkbox
              key={purpose.id}
              name={consentField(purpose.id)}
              isRequired={purpose.required}
              isSelected={draft.consents[purpose.id] ?? false}
              error={errors[consentField(purpose.id)]}
              onChange={(given) => onChange({ consents: { ...draft.consents, [purpose.id]: given } })}
            >
              {words(purpose.text)} {!purpose.required && <span className="field-optional">({texts.common.states.optional})</span>}
            </Checkbox>
          ))}
        </div>
      )}
    </section>
  );
}

const identityTypes: readonly IdentityType[] = ['NAT', 'IQA', 'GCC', 'PAS', 'border'];

/** For a minor or a principal: who they are, and who acts for them. What proves it the pack's own items ask. */
function ForAnother({ form, draft, errors, onChange }: StartStepProps) {
  const texts = useTexts();
  const { me } = usePortal();
  const { beneficiary } = draft;
  const needs = startNeeds(form, me);
  const put = (change: Partial<Beneficiary>) => onChange({ beneficiary: { ...beneficiary, ...change } });
  const isNational = (beneficiary.identity_type ?? 'NAT') === 'NAT' || beneficiary.identity_type === 'IQA';
  return (
    <div className="stack">
      <h3>{texts.form.beneficiary}</h3>
      <div className="two">
        {needs.name && <TextField label={texts.form.fullName} hint={texts.form.fullNameHint} name="beneficiary.full_name" isRequired maxLength={120} value={beneficiary.full_name ?? ''} error={errors['beneficiary.full_name']} onChange={(full_name) => put({ full_name })} />}
        <Select
          label={texts.form.relation}
          name="beneficiary.relation"
          isRequired
          options={Object.entries(texts.common.relations).map(([id, label]) => ({ id, label }))}
          value={beneficiary.relation ?? ''}
          error={errors['beneficiary.relation']}
          onChange={(relation) => put({ relation })}
        />
        {needs.identity && <Select label={texts.form.identityType} options={identityTypes.map((id) => ({ id, label: texts.common.identityTypes[id] ?? id }))} value={beneficiary.identity_type ?? 'NAT'} onChange={(identity_type) => put({ identity_type })} />}
        {needs.identity && (
          <TextField
            label={texts.form.identityNumber}
            name="beneficiary.identity_number"
            kind={isNational ? 'digits' : 'code'}
            maxLength={isNational ? 10 : 20}
            isRequired={form.identity_required}
            value={beneficiary.identity_number ?? ''}
            error={errors['beneficiary.identity_number']}
            onChange={(identity_number) => put({ identity_number })}
          />
        )}
      </div>
      {needs.applicant && <TextField label={texts.form.applicantName} hint={texts.form.applicantNameHint} name="applicant_name" isRequired maxLength={120} value={draft.applicantName ?? ''} error={errors['applicant_name']} onChange={(applicantName) => onChange({ applicantName })} />}
    </div>
  );
}

export function StartStep(props: StartStepProps) {
  const { draft, onChange } = props;
  const texts = useTexts();
  return (
    <>
      <Privacy {...props} />
      <section className="card stack">
        <Choice
          label={texts.form.who}
          name="capacity"
          isRequired
          options={[
            { id: 'self', label: texts.form.self },
            { id: 'guardian', label: texts.form.guardian, hint: texts.form.guardianHint },
            { id: 'agent', label: texts.form.agent, hint: texts.form.agentHint },
          ]}
          value={draft.capacity}
          onChange={(capacity) => onChange({ capacity })}
        />
        {draft.capacity !== 'self' && <ForAnother {...props} />}
      </section>
    </>
  );
}
