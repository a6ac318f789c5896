import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { asProblem } from '../../api/problem';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { Alert } from '../../ui/feedback';
import { ProblemAlert } from '../../ui/Problem';
import { useCommon } from '../../ui/texts';
import { useClient } from '../context';
import { useDates } from '../formats';
import { Loaded } from '../parts/Loaded';
import { Crumb } from '../parts/links';
import { Page } from '../parts/Page';
import { useDesk } from '../texts';
import { Columns } from './Columns';
import { ImportReport } from './ImportReport';
import { importOptions, isWorking, type ImportView, type MapColumns } from './imports_data';
import { OtherSheets } from './OtherSheets';
import { StateChip } from './ImportsPage';

function useAct(id: string) {
  const client = useClient();
  const queries = useQueryClient();
  const onSuccess = (next: ImportView) => {
    queries.setQueryData(['imports', id], next);
    void queries.invalidateQueries({ queryKey: ['imports'], exact: true });
  };
  const check = useMutation({ mutationFn: (body: MapColumns) => client.put<ImportView>(`desk/imports/${id}/mapping`, body), onSuccess });
  const act = useMutation({ mutationFn: (what: 'run' | 'undoing' | 'discard' | 'resumption') => client.post<ImportView>(`desk/imports/${id}/${what}`, {}), onSuccess });
  return { check, act };
}

function Working({ view }: { view: ImportView }) {
  const { imports } = useDesk();
  const dates = useDates();
  const all = view.state === 'undoing' ? view.people_made : view.rows_all;
  const share = all > 0 ? Math.min(100, Math.round((100 * view.rows_done) / all)) : 0;
  const title = imports.working[view.state as 'checking' | 'importing' | 'undoing'];
  return (
    <section className="card stack-small" role="status">
      <b>{title}: {imports.progress(dates.number(view.rows_done), dates.number(all))}</b>
      <span className="progress" role="progressbar" aria-label={title} aria-valuenow={share} aria-valuemin={0} aria-valuemax={100}><span style={{ inlineSize: `${share}%` }} /></span>
      <span className="muted small">{imports.mayLeave}</span>
    </section>
  );
}

function Acts({ view, busy, onAct, onColumns }: { view: ImportView; busy: boolean; onAct: (what: 'run' | 'undoing' | 'discard' | 'resumption') => void; onColumns: () => void }) {
  const { imports } = useDesk();
  const common = useCommon();
  const [undoing, setUndoing] = useState(false);
  return (
    <div className="form-foot row-wrap">
      {(view.state === 'uploaded' || view.state === 'checked') && <Button variant="quiet" busy={busy} onPress={() => onAct('discard')}>{imports.discard}</Button>}
      {view.state === 'checked' && <Button onPress={onColumns}>{imports.checkAgain}</Button>}
      {view.state === 'checked' && <Button variant="primary" busy={busy} onPress={() => onAct('run')}>{imports.start}</Button>}
      {view.state === 'done' && view.people_made > 0 && <Button variant="danger" busy={busy} onPress={() => setUndoing(true)}>{imports.undo}</Button>}
      {undoing && (
        <Dialog
          title={imports.undoTitle} isOpen onClose={() => setUndoing(false)}
          actions={<><Button onPress={() => setUndoing(false)}>{common.actions.cancel}</Button><Button variant="danger" onPress={() => { setUndoing(false); onAct('undoing'); }}>{imports.undoConfirm}</Button></>}
        >
          <p>{imports.undoText}</p>
        </Dialog>
      )}
    </div>
  );
}

function Import({ view }: { view: ImportView }) {
  const { imports } = useDesk();
  const { check, act } = useAct(view.id);
  const [columns, setColumns] = useState(false);
  const showsColumns = view.state === 'uploaded' || (view.state === 'checked' && columns);
  const isReported = view.state === 'checked' || view.state === 'done' || view.state === 'undone';
  const press = (body: MapColumns) => check.mutate(body, { onSuccess: () => setColumns(false) });
  return (
    <>
      {act.error && <ProblemAlert problem={asProblem(act.error)} />}
      <p className="row-wrap"><StateChip state={view.state} /> <span className="muted">{imports.rows(view.rows_all)}</span></p>
      {showsColumns && <Columns view={view} problem={check.error ? asProblem(check.error) : null} busy={check.isPending} onCheck={press} />}
      {view.state !== 'discarded' && !isWorking(view.state) && <OtherSheets view={view} />}
      {isWorking(view.state) && <Working view={view} />}
      {view.is_stalled && <Alert tone="warn" action={<Button busy={act.isPending} onPress={() => act.mutate('resumption')}>{imports.resume}</Button>}>{imports.stalled}</Alert>}
      {isReported && !showsColumns && <ImportReport view={view} />}
      {view.state === 'discarded' && <Alert tone="info">{imports.discarded}</Alert>}
      <Acts view={view} busy={act.isPending} onAct={(what) => act.mutate(what)} onColumns={() => setColumns(true)} />
    </>
  );
}

/** One list on its way: its columns, the dry run, the coming in, what came of it. */
export default function ImportPage() {
  const { imports } = useDesk();
  const client = useClient();
  const { import: id = '' } = useParams({ strict: false }) as { import?: string };
  const query = useQuery(importOptions(client, id));
  return (
    <Page title={query.data?.file ?? imports.title} tabTitle={imports.title} crumbs={<Crumb to="/imports">{imports.title}</Crumb>}>
      <Loaded query={query}>{(view) => <Import key={view.id} view={view} />}</Loaded>
    </Page>
  );
}
