import { useState } from 'react';
import type { OwnSubjectRequest } from '../../api/own_data';
import { asProblem, type Problem } from '../../api/problem';
import { Button } from '../../ui/Button';
import { Chip, toast } from '../../ui/feedback';
import { ProblemAlert } from '../../ui/Problem';
import { useFormats } from '../../ui/texts';
import { AnswerText } from '../form/AnswerText';
import { usePortal } from '../session';
import { useTexts } from '../texts';
import { fieldItem, valueOf } from './field_item';

const tones: Readonly<Record<string, 'ok' | 'warn' | 'error' | undefined>> = { open: 'warn', granted: 'ok', done: 'ok' };

function AskedOne({ request, onChanged }: { request: OwnSubjectRequest; onChanged: (next: OwnSubjectRequest) => void }) {
  const texts = useTexts();
  const { both, bothShort, moment } = useFormats();
  const { client } = usePortal();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const withdraw = async () => {
    setBusy(true);
    setProblem(null);
    try {
      onChanged(await client.post<OwnSubjectRequest>(`portal/subject-requests/${request.id}/withdrawal`, {}));
      toast(texts.data.withdrawn);
    } catch (caught) {
      setProblem(asProblem(caught));
    }
    setBusy(false);
  };
  const { data } = texts;
  return (
    <li className="stack-small summary-row">
      <span className="spread">
        <b>{data.kinds[request.kind]}{request.field && `: ${data.fields[request.field] ?? request.field}`}</b>
        <Chip tone={tones[request.state]}>{data.states[request.state]}</Chip>
      </span>
      {request.asked && request.field && <span><AnswerText item={fieldItem(request.field, texts)} value={valueOf(request.asked)} /></span>}
      <span className="small muted">{data.askedOn(bothShort(request.asked_at))}{request.state === 'open' && <> · {data.answerBy(both(request.due_on))}</>}</span>
      {request.extension && <span className="small">{data.extended(request.extension)}</span>}
      {request.answer && <span>{data.answer(request.answer)}</span>}
      {request.carry_out_at && <span className="strong">{data.carryOut(moment(request.carry_out_at))}</span>}
      {problem && <ProblemAlert problem={problem} />}
      {request.offers.some((offer) => offer.action === 'withdraw' && offer.free) && <span><Button size="small" busy={isBusy} onPress={() => void withdraw()}>{data.withdraw}</Button></span>}
    </li>
  );
}

/** What the person asked about their data, and what became of it. */
export function Asked({ requests, onChanged }: { requests: readonly OwnSubjectRequest[]; onChanged: (next: OwnSubjectRequest) => void }) {
  const { data } = useTexts();
  if (requests.length === 0) return null;
  return (
    <section className="card stack" aria-labelledby="asked">
      <h2 id="asked">{data.history}</h2>
      <ul className="list">{requests.map((request) => <AskedOne key={request.id} request={request} onChanged={onChanged} />)}</ul>
    </section>
  );
}
