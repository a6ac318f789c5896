import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { BookOpen, ChevronDown, History } from 'lucide-react';
import type { DeskMe } from '../../api/desk';
import type { KindForm, StepPromise } from '../../api/model';
import { asProblem } from '../../api/problem';
import { Button } from '../../ui/Button';
import { Alert, Chip, toast } from '../../ui/feedback';
import { ProblemAlert } from '../../ui/Problem';
import { policyOptions, referenceDocumentsOptions, type Policy } from '../admin/admin_data';
import { useClient, useMe } from '../context';
import { useDates } from '../formats';
import { BothDates } from '../parts/BothDates';
import { LinkButton } from '../parts/links';
import { Loaded } from '../parts/Loaded';
import { Page } from '../parts/Page';
import { controlLabel } from '../request/form_fields';
import { kindsOptions } from '../request/request_data';
import { useDesk, wordFor } from '../texts';
import { ReviewDue } from './ReviewDue';

function Acknowledge({ policy }: { policy: Policy }) {
  const { admin } = useDesk();
  const client = useClient();
  const me = useMe();
  const queries = useQueryClient();
  const save = useMutation({
    mutationFn: () => client.post<DeskMe>('desk/policy/acknowledgement', { digest: policy.digest }),
    onSuccess: (next) => {
      queries.setQueryData(['me'], next);
      toast(admin.policy.acknowledged);
    },
  });
  if (!me.must_acknowledge) return null;
  return (
    <Alert tone="warn" title={admin.policy.mustAcknowledge} action={<Button variant="primary" busy={save.isPending} onPress={() => save.mutate()}>{admin.policy.acknowledge}</Button>}>
      {save.error && <ProblemAlert problem={asProblem(save.error)} />}
    </Alert>
  );
}

function Facts({ policy }: { policy: Policy }) {
  const { admin, words } = useDesk();
  const dates = useDates();
  const { approval } = policy;
  return (
    <dl className="facts card">
      <div><dt>{admin.policy.inForceSince}</dt><dd><BothDates iso={policy.in_force_since} /></dd></div>
      <div>
        <dt>{admin.policy.approval}</dt>
        <dd>
          {approval ? <>{admin.policy.approvalText(wordFor(words.approvalBodies, approval.body), approval.meeting)}{approval.term && ` · ${admin.policy.approvalTerm(approval.term)}`}{approval.date && <span className="sub">{dates.bothDates(approval.date)}</span>}</> : admin.policy.approvalNone}
        </dd>
      </div>
      {policy.review_due && <ReviewDue day={policy.review_due} isInForce />}
      <div><dt>{admin.policy.digest}</dt><dd><bdi className="ltr digest" title={policy.digest}>{policy.digest.slice(0, 16)}…</bdi></dd></div>
    </dl>
  );
}

function StepLine({ step }: { step: StepPromise }) {
  const { admin, words } = useDesk();
  const dates = useDates();
  const periods = [
    step.at_least && admin.policy.atLeast(dates.period(step.at_least)), step.at_most && admin.policy.atMost(dates.period(step.at_most)), step.within && admin.policy.within(dates.period(step.within)),
  ].filter(Boolean);
  const isChosen = step.at_least?.chosen || step.at_most?.chosen || step.within?.chosen;
  return (
    <li>
      <b>{dates.words(step.title)}</b>
      <span className="sub">
        {[step.who.map((role) => wordFor(words.roles, role)).join(' · '), ...periods].filter(Boolean).join(' — ')}
        {isChosen && <span className="chosen" title={admin.clauses.chosenHint}>{admin.policy.chosen}</span>}
      </span>
    </li>
  );
}

function Kind({ kind }: { kind: KindForm }) {
  const { admin, words } = useDesk();
  const dates = useDates();
  return (
    <details className="kind">
      <summary>
        <b>{dates.words(kind.title)}</b>
        {kind.emergency && <Chip tone="warn">{admin.policy.emergency}</Chip>}
        {kind.chosen && <Chip isPlain>{admin.policy.chosen}</Chip>}
        <ChevronDown className="kind-arrow" size={18} aria-hidden="true" />
        <span className="sub">{admin.policy.stepCount(kind.steps.length)} · {admin.policy.itemCount(kind.items.length)}</span>
      </summary>
      <div className="columns">
        <section><h3>{admin.policy.kindSteps}</h3><ol className="numbered">{kind.steps.map((step) => <StepLine key={step.id} step={step} />)}</ol></section>
        <section className="stack-small">
          {kind.conditions.length > 0 && <><h3>{admin.policy.conditions}</h3><ul className="bullets">{kind.conditions.map((condition, index) => <li key={index}>{dates.words(condition)}</li>)}</ul></>}
          {kind.items.length > 0 && (
            <>
              <h3>{admin.policy.kindItems}</h3>
              <ul className="bullets">{kind.items.map((item) => <li key={item.id}>{dates.words(item.title)} <span className="sub sub-inline">{item.required ? admin.policy.required : admin.policy.optional} · {item.kind === 'field' ? wordFor(words.valueTypes, item.type) : words.itemKinds[item.kind]}</span></li>)}</ul>
            </>
          )}
        </section>
      </div>
    </details>
  );
}

function Clauses({ policy }: { policy: Policy }) {
  const desk = useDesk();
  const { admin } = desk;
  const dates = useDates();
  return (
    <section className="card stack" aria-labelledby="policy-clauses">
      <div className="spread"><h2 id="policy-clauses">{admin.policy.clauses}</h2><span className="muted">{admin.policy.clauseCount(policy.clauses.length)}</span></div>
      <ol className="list clause-list">
        {policy.clauses.map((clause) => (
          <li key={clause.id} id={clause.id}>
            <bdi className="clause">{clause.id}</bdi>
            <div>
              <p>{dates.words(clause.text)}</p>
              <span className="sub">{[clause.owed === false && admin.policy.notOwed, clause.measured === false && admin.policy.notMeasured, clause.why && dates.words(clause.why), clause.source && admin.clauses.source(clause.source), ...clause.controls.map((control) => controlLabel(desk, `${control.kind}.${control.name}`))].filter(Boolean).join(' · ')}</span>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

export default function PolicyPage() {
  const { admin, versions } = useDesk();
  const dates = useDates();
  const client = useClient();
  const policy = useQuery(policyOptions(client));
  const kinds = useQuery(kindsOptions(client));
  const documents = useQuery(referenceDocumentsOptions(client));
  return (
    <Page
      title={admin.policy.title} actions={<LinkButton to="/policy/versions" icon={<History aria-hidden="true" />}>{versions.open}</LinkButton>}
      lead={policy.data && dates.words(policy.data.document ?? policy.data.name)}
    >
      <Loaded query={policy}>
        {(data) => (
          <>
            <Acknowledge policy={data} />
            <Facts policy={data} />
            <div className="columns columns-policy">
              <Clauses policy={data} />
              <div className="stack">
                <section className="card stack" aria-labelledby="policy-kinds">
                  <div className="spread"><h2 id="policy-kinds">{admin.policy.kinds}</h2><span className="muted">{kinds.data && admin.policy.kindCount(kinds.data.length)}</span></div>
                  {kinds.data?.map((kind) => <Kind key={kind.id} kind={kind} />)}
                </section>
                <section className="card stack" aria-labelledby="policy-documents">
                  <h2 id="policy-documents">{admin.policy.referenceDocuments}</h2>
                  {documents.data?.length === 0 && <p className="muted">{admin.policy.documentsNone}</p>}
                  <ul className="list fact-list">{documents.data?.map((one) => <li key={one.id}><BookOpen aria-hidden="true" /><span className="grow">{dates.words(one.title)}</span></li>)}</ul>
                </section>
              </div>
            </div>
          </>
        )}
      </Loaded>
    </Page>
  );
}
