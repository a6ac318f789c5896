import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import type { PersonFile } from '../../../api/desk';
import type { AssessmentView } from '../../../api/person_file';
import { Button } from '../../../ui/Button';
import { Chip } from '../../../ui/feedback';
import { Prose } from '../../../ui/Prose';
import { useClient, useMay } from '../../context';
import { useDates } from '../../formats';
import { useDesk, wordFor } from '../../texts';
import { assessmentsOptions } from '../people_data';
import { AssessDialog } from './AssessDialog';

const tones: Readonly<Record<string, 'error' | 'warn' | undefined>> = { urgent: 'error', high: 'warn' };

function One({ view }: { view: AssessmentView }) {
  const { personFile } = useDesk();
  const dates = useDates();
  const { assessment } = view;
  return (
    <div className="stack-small">
      <b className="strong">{personFile.assessedOn(dates.bothDates(assessment.on), wordFor(personFile.means, assessment.how))}</b>
      {assessment.needs.length > 0 && (
        <ul className="list stack-small">
          {assessment.needs.map((need) => (
            <li key={need.need} className="row-wrap">
              <Chip tone={tones[need.priority]}>{wordFor(personFile.needNames, need.need)} · {wordFor(personFile.priorities, need.priority)}</Chip>
              {need.note && <span className="sub"><bdi>{need.note}</bdi></span>}
            </li>
          ))}
        </ul>
      )}
      <span className="sub">{personFile.membersCount(assessment.members)} · {personFile.perHead(dates.money(view.left_per_head_halalas))}</span>
      {assessment.summary && <Prose text={assessment.summary} />}
      <span className="sub">{view.by && <>{personFile.by(dates.name(view.by))} · </>}{(view.due ? personFile.againDue : personFile.againOn)(dates.bothDates(view.again_on))}</span>
    </div>
  );
}

/** What the person needs, as it was found; earlier findings stay. */
export function Assessments({ file }: { file: PersonFile }) {
  const { personFile } = useDesk();
  const client = useClient();
  const may = useMay();
  const found = useQuery(assessmentsOptions(client, file.party));
  const [isOpen, setOpen] = useState(false);
  const [latest, ...former] = found.data?.items ?? [];
  return (
    <section className="card stack" aria-labelledby="person-needs">
      <h2 id="person-needs">{personFile.needs}</h2>
      {latest ? <One view={latest} /> : <p className="muted">{personFile.noNeeds}</p>}
      {former.length > 0 && (
        <details>
          <summary>{personFile.former(former.length)}</summary>
          <ul className="list fact-list">{former.map((view) => <li key={view.id}><One view={view} /></li>)}</ul>
        </details>
      )}
      {may('person_edit') && !file.died && <div><Button size="small" icon={<Plus aria-hidden="true" />} onPress={() => setOpen(true)}>{personFile.assess}</Button></div>}
      {isOpen && <AssessDialog file={file} onClose={() => setOpen(false)} />}
    </section>
  );
}
