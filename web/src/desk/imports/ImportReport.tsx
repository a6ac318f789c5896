import { FileDown } from 'lucide-react';
import { ButtonLink } from '../../ui/Button';
import { Alert } from '../../ui/feedback';
import { useFormats } from '../../ui/texts';
import { useClient, useMay } from '../context';
import { useDates } from '../formats';
import { LinkButton } from '../parts/links';
import { useDesk } from '../texts';
import { ChooseList } from './ChooseList';
import type { ImportProblem, ImportView } from './imports_data';

function Figures({ view }: { view: ImportView }) {
  const { imports } = useDesk();
  const figures: [string, string][] = [[imports.all, imports.rows(view.rows_all)]];
  if (view.state === 'checked') figures.push([imports.fresh, imports.people(view.rows_all - view.rows_failed - view.rows_known)]);
  else figures.push([imports.made, imports.people(view.people_made)]);
  figures.push([imports.known, imports.rows(view.rows_known)]);
  if (view.rows_likely > 0) figures.push([imports.likely, imports.people(view.rows_likely)]);
  figures.push([imports.failed, imports.rows(view.rows_failed)]);
  if (view.state === 'undone') figures.push([imports.withdrawn, imports.people(view.people_withdrawn)], [imports.stayed, imports.people(view.people_stayed)]);
  return <dl className="facts">{figures.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>;
}

function ProblemLine({ one }: { one: ImportProblem }) {
  const { imports } = useDesk();
  const { words } = useFormats();
  const dates = useDates();
  const where = one.row === undefined ? imports.rows(one.rows ?? 0) : imports.row(dates.number(one.row));
  return (
    <li className="stack-small">
      <span><b>{where}</b> · <bdi>{one.heading}</bdi></span>
      <span>{words(one.message)} <span className="muted">{words(one.remedy)}</span></span>
    </li>
  );
}

function Refused({ view }: { view: ImportView }) {
  const { imports } = useDesk();
  const client = useClient();
  const { locale } = useFormats();
  return (
    <section className="card stack" aria-labelledby="import-problems">
      <h2 id="import-problems">{imports.problemsTitle}</h2>
      <ul className="list fact-list import-problems">{view.problem_counts.map((one, index) => <ProblemLine key={index} one={one} />)}</ul>
      {view.problems.length > 0 && (
        <details className="unfold">
          <summary>{imports.firstTitle}</summary>
          <ul className="list fact-list import-problems">{view.problems.map((one, index) => <ProblemLine key={index} one={one} />)}</ul>
        </details>
      )}
      {view.holds_errors && (
        <>
          <p className="muted">{imports.errorsText}</p>
          <div className="row-wrap"><ButtonLink href={client.address(`desk/imports/${view.id}/errors`, { language: locale.language })} icon={<FileDown aria-hidden="true" />} download>{imports.errors}</ButtonLink></div>
          <ChooseList label={imports.mend} />
        </>
      )}
    </section>
  );
}

/** What a dry run foresees, or what a list has brought; and what was refused, to be mended. */
export function ImportReport({ view }: { view: ImportView }) {
  const { imports } = useDesk();
  const may = useMay();
  const title = view.state === 'checked' ? imports.checkedTitle : view.state === 'done' ? imports.doneTitle : imports.undoneTitle;
  return (
    <>
      <section className="card stack" aria-labelledby="import-report">
        <h2 id="import-report">{title}</h2>
        <Figures view={view} />
        {view.state === 'done' && view.rows_likely > 0 && may('duplicate_judge') && <Alert tone="info" action={<LinkButton size="small" to="/duplicates">{imports.toDuplicates}</LinkButton>}>{imports.likely}</Alert>}
      </section>
      {view.rows_failed > 0 && <Refused view={view} />}
    </>
  );
}
