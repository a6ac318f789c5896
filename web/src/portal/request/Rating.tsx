import { Star } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../ui/Button';
import { Alert } from '../../ui/feedback';
import { ProblemAlert } from '../../ui/Problem';
import { TextArea } from '../../ui/TextField';
import type { StandingProps } from '../pages/Standing';
import { useTexts } from '../texts';
import { useAct } from './act';

/** Free to answer, said what it is for, and never a way to shame anyone. */
export function Rating({ standing, onChange }: StandingProps) {
  const texts = useTexts();
  const [score, setScore] = useState(0);
  const [comment, setComment] = useState('');
  const act = useAct(standing);
  const isOffered = standing.actions.some((offer) => offer.action === 'rate' && offer.free);
  if (standing.rating?.rated_at) return <Alert tone="ok" icon={<Star aria-hidden="true" />}>{texts.standing.rated}</Alert>;
  if (!isOffered) return null;
  const send = () => void act.run('rating', { score, ...(comment.trim() ? { comment: comment.trim() } : {}) }, texts.standing.rateThanks, onChange);
  return (
    <section className="card stack" aria-labelledby="rate">
      <div className="stack-small">
        <h2 id="rate">{texts.standing.rate}</h2>
        <p className="small muted">{texts.standing.rateLead}</p>
      </div>
      {act.problem && <ProblemAlert problem={act.problem} />}
      <fieldset className="field">
        <legend className="field-label" style={{ marginBlockEnd: 6 }}>{texts.standing.rateQuestion}</legend>
        <div className="stars">
          {texts.standing.rateScores.map((label, index) => (
            <label className="choice" key={label}>
              <input type="radio" name="score" checked={score === index + 1} onChange={() => setScore(index + 1)} />
              <span>{label}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <TextArea label={texts.standing.rateComment} showOptional value={comment} onChange={setComment} rows={3} maxLength={1000} />
      <span><Button variant="primary" isDisabled={score === 0} busy={act.isBusy} onPress={send}>{texts.standing.rateSend}</Button></span>
    </section>
  );
}
