import { Building2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { listAssociations } from '../../api/client';
import type { Association } from '../../api/model';
import { asProblem, type Problem } from '../../api/problem';
import { ButtonLink } from '../../ui/Button';
import { EmptyState, LoadingState } from '../../ui/feedback';
import { ErrorState } from '../../ui/Problem';
import { useFormats } from '../../ui/texts';
import { useTexts } from '../texts';

function Links({ association }: { association: Association }) {
  const { start } = useTexts();
  const { words } = useFormats();
  return (
    <article className="card stack-small">
      <h2>{words(association.name)}</h2>
      <ButtonLink variant="primary" href={`/${association.slug}/`}>{start.portal}</ButtonLink>
      <a href={`/desk/${association.slug}/`}>{start.desk}</a>
    </article>
  );
}

/** Who comes without an association's name chooses one. */
export default function Start() {
  const { start } = useTexts();
  const [items, setItems] = useState<Association[]>();
  const [problem, setProblem] = useState<Problem>();
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    listAssociations().then((page) => { setItems(page.items); setProblem(undefined); }, (caught: unknown) => setProblem(asProblem(caught)));
  }, [turn]);
  useEffect(() => { document.title = start.title; }, [start]);
  return (
    <main className="wrap narrow stack">
      <div className="page-head"><h1>{start.title}</h1><p className="lead">{start.lead}</p></div>
      {problem && !items && <ErrorState problem={problem} onRetry={() => setTurn(turn + 1)} />}
      {!items && !problem && <LoadingState />}
      {items?.length === 0 && <div className="card"><EmptyState icon={<Building2 />} title={start.emptyTitle}>{start.emptyText}</EmptyState></div>}
      {items?.map((association) => <Links key={association.slug} association={association} />)}
    </main>
  );
}
