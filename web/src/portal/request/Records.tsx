import type { RequestStanding } from '../../api/model';
import { useFormats } from '../../ui/texts';
import { AnswerText } from '../form/AnswerText';
import { useTexts } from '../texts';

/** What was written down for the applicant: where a permit lies, whom they are referred to, what is to be paid. */
export function Records({ standing }: { standing: RequestStanding }) {
  const texts = useTexts();
  const { words, money } = useFormats();
  const begun = standing.records.filter((record) => {
    const step = standing.steps.find((one) => one.id === record.step);
    return record.fields.length > 0 || (record.fee_halalas !== undefined && step?.status === 'open');
  });
  return begun.map((record) => (
    <section className="card stack" key={record.step} aria-labelledby={`record-${record.step}`}>
      <h2 id={`record-${record.step}`}>{words(standing.steps.find((step) => step.id === record.step)?.title)}</h2>
      <dl className="facts">
        {record.fee_halalas !== undefined && <div><dt>{texts.standing.fee}</dt><dd className="numbers">{money(record.fee_halalas)}</dd></div>}
        {record.fields.map(({ field, value }) => <div key={field.id}><dt>{words(field.title)}</dt><dd><AnswerText item={field} value={value} /></dd></div>)}
      </dl>
    </section>
  ));
}
