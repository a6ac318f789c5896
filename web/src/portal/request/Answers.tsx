import { MessageSquareReply } from 'lucide-react';
import type { RequestStanding } from '../../api/model';
import { Prose } from '../../ui/Prose';
import { useFormats } from '../../ui/texts';
import { useTexts } from '../texts';

/** What was answered: the reply to an inquiry or complaint, and each question that was raised. */
export function Answers({ standing }: { standing: RequestStanding }) {
  const texts = useTexts();
  const { moment } = useFormats();
  const { replies = [], questions = [] } = standing;
  return (
    <>
      {replies.length > 0 && (
        <section className="card stack" aria-labelledby="replies">
          <h2 id="replies" className="row"><MessageSquareReply size={22} aria-hidden="true" />{texts.standing.replies}</h2>
          {replies.map((reply) => (
            <div key={`${reply.step}/${reply.at}`} className="stack-small">
              <p><Prose text={reply.text} /></p>
              <p className="small muted">{moment(reply.at)} · {texts.common.channels[reply.channel] ?? reply.channel}</p>
            </div>
          ))}
        </section>
      )}
      {questions.length > 0 && (
        <section className="card stack" aria-labelledby="questions">
          <h2 id="questions">{texts.standing.questions}</h2>
          <dl>
            {questions.map((question) => (
              <div className="summary-row" key={question.id}>
                <dt><Prose text={question.text} /></dt>
                <dd>{question.answer ? <Prose text={question.answer} /> : <span className="muted">{texts.standing.notAnswered}</span>}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
    </>
  );
}
