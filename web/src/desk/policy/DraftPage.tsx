import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Save } from 'lucide-react';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Outline as Document } from '../../api/model';
import { asProblem, type Problem } from '../../api/problem';
import { Button } from '../../ui/Button';
import { Segmented } from '../../ui/choices';
import { Alert, Chip, toast } from '../../ui/feedback';
import { Outline } from '../../ui/Outline';
import { ProblemAlert } from '../../ui/Problem';
import { useLanguage } from '../../ui/texts';
import { useClient } from '../context';
import { useDates } from '../formats';
import { Crumb, LinkButton } from '../parts/links';
import { Loaded } from '../parts/Loaded';
import { Page } from '../parts/Page';
import { useDesk } from '../texts';
import { CodeEditor } from './CodeEditor';
import './draft.css';
import { changedFiles, checkFiles, inOrder, isShared, keepTyped, keptTyped, readFiles, schemaName, type DraftSaved, type DraftView, type FaultView, type Files } from './draft_files';
import type { SchemaNode } from './schema_path';

const draftKey = (id: string) => ['policy-draft', id];

/** What the server says of the files some time after the last letter. */
function useChecks(draft: DraftView, files: Files): { faults: readonly FaultView[]; outline: Document | undefined; isBusy: boolean } {
  const client = useClient();
  const { language } = useLanguage();
  const [state, setState] = useState<{ faults: readonly FaultView[]; outline: Document | undefined; of: Files | undefined }>({ faults: draft.faults, outline: undefined, of: undefined });
  useEffect(() => {
    const controller = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const faults = await checkFiles(client, draft.id, changedFiles(draft.files, files), controller.signal);
        const outline = faults.length === 0 ? await readFiles(client, files, language, controller.signal) : undefined;
        if (!controller.signal.aborted) setState((old) => ({ faults, outline: outline ?? old.outline, of: files }));
      } catch {
        // Without a line nothing is known anew; saving says why.
      }
    }, 600);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [client, draft, files, language]);
  return { ...state, isBusy: state.of !== files };
}

interface FileTabsProps {
  names: readonly string[];
  faults: readonly FaultView[];
  changed: Record<string, string>;
  value: string;
  onChange: (name: string) => void;
}

/** The pack's own files, always seen; the many that are shared with other packs folded away, but never what is wrong or unsaved in them. */
function FileTabs({ names, faults, changed, value, onChange }: FileTabsProps) {
  const { editor } = useDesk();
  const mistakesIn = (files: readonly string[]) => faults.filter((fault) => files.includes(fault.file)).length;
  const marks = (files: readonly string[]) => (
    <>
      {files.some((name) => name in changed) && <span className="draft-dot" role="img" aria-label={editor.unsaved} />}
      {mistakesIn(files) > 0 && <Chip tone="error">{editor.mistakes(mistakesIn(files))}</Chip>}
    </>
  );
  const tab = (name: string) => (
    <button key={name} type="button" aria-current={name === value ? 'true' : undefined} onClick={() => onChange(name)}>
      <bdi className="ltr">{name}</bdi>{marks([name])}
    </button>
  );
  const shared = names.filter(isShared);
  return (
    <nav className="stack-small" aria-label={editor.files}>
      <div className="draft-files">{names.filter((name) => !isShared(name)).map(tab)}</div>
      {shared.length > 0 && (
        <details className="unfold" open={isShared(value) || undefined}>
          <summary>{editor.shared} <span className="muted">{editor.sharedCount(shared.length)}</span> {marks(shared)}</summary>
          <div className="draft-files">{shared.map(tab)}</div>
        </details>
      )}
    </nav>
  );
}

function Mistakes({ faults, onGo }: { faults: readonly FaultView[]; onGo: (fault: FaultView) => void }) {
  const { editor } = useDesk();
  const dates = useDates();
  return (
    <section className="card stack" aria-labelledby="draft-mistakes">
      <h2 id="draft-mistakes" role="status">{editor.mistakes(faults.length)}</h2>
      <ul className="list">
        {faults.map((fault, index) => (
          <li key={index}>
            <button type="button" className="draft-fault" onClick={() => onGo(fault)}>
              {dates.words(fault.text)}
              <span className="sub">{editor.at(dates.name(fault.file), dates.number(fault.line))}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface ConflictProps {
  problem: Problem;
  onTheirs: () => void;
  onMine: () => void;
}
/** Somebody else saved meanwhile: nothing typed is lost, and nothing of theirs unseen. */
function Conflict({ problem, onTheirs, onMine }: ConflictProps) {
  const { editor } = useDesk();
  return (
    <>
      <ProblemAlert problem={problem} />
      <Alert tone="warn" title={editor.conflict} action={<><Button onPress={onTheirs}>{editor.takeTheirs}</Button><Button onPress={onMine}>{editor.keepMine}</Button></>}>{editor.conflictText}</Alert>
    </>
  );
}

type Pane = 'text' | 'preview' | 'mistakes';

function Editor({ draft, onFresh }: { draft: DraftView; onFresh: () => Promise<DraftView | undefined> }) {
  const { editor, versions } = useDesk();
  const client = useClient();
  const { language } = useLanguage();
  const [base, setBase] = useState(draft);
  const [files, setFiles] = useState<Files>(() => ({ ...draft.files, ...keptTyped(draft.id)?.changed }));
  const [open, setOpen] = useState(() => inOrder(draft.files)[0] ?? '');
  const [pane, setPane] = useState<Pane>('text');
  const [goTo, setGoTo] = useState<{ line: number; column: number }>();
  const [problem, setProblem] = useState<Problem>();
  const [isSaving, setSaving] = useState(false);
  const changed = useMemo(() => changedFiles(base.files, files), [base, files]);
  const { faults, outline, isBusy } = useChecks(base, files);
  const { data: schema } = useQuery({
    queryKey: ['policy-schema', schemaName(open)], staleTime: Infinity,
    queryFn: ({ signal }) => client.get<SchemaNode>(`desk/policy/schemas/${schemaName(open)}`, { signal }),
  });
  const isClosed = base.state !== 'open';
  const hasChanged = Object.keys(changed).length > 0;

  useEffect(() => keepTyped(base.id, { revision: base.revision, changed }), [base, changed]);
  useEffect(() => {
    if (!hasChanged) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  }, [hasChanged]);

  const save = async (revision: number) => {
    setSaving(true);
    try {
      const saved = await client.put<DraftSaved>(`desk/policy/drafts/${base.id}`, { revision, files: changed });
      setBase((old) => ({ ...old, files, revision: saved.revision, changed_at: saved.changed_at, faults: saved.faults }));
      setProblem(undefined);
      toast(editor.saved);
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setSaving(false);
    }
  };
  const renew = async (keepsMine: boolean) => {
    const fresh = await onFresh();
    if (!fresh) return;
    setBase(fresh);
    setFiles(keepsMine ? { ...fresh.files, ...changed } : fresh.files);
    setProblem(undefined);
  };
  const here = useMemo(
    () => faults.filter((fault) => fault.file === open).map((fault) => ({ line: fault.line, column: fault.column, message: fault.text[language] ?? fault.text['ar'] ?? fault.code })),
    [faults, open, language],
  );
  const type = useCallback((text: string) => setFiles((old) => ({ ...old, [open]: text })), [open]);
  const go = (fault: FaultView) => {
    setOpen(fault.file in files ? fault.file : open);
    setPane('text');
    setGoTo({ line: fault.line, column: fault.column });
  };
  const panes = [{ id: 'text', label: editor.text }, { id: 'preview', label: editor.preview }, { id: 'mistakes', label: editor.mistakes(faults.length) }] as const;
  return (
    <Page
      title={base.title} lead={editor.lead}
      crumbs={<><Crumb to="/policy">{versions.inForceTitle}</Crumb><Crumb to="/policy/versions">{versions.title}</Crumb></>}
      actions={(
        <>
          {base.base && !hasChanged && faults.length === 0 && <LinkButton to="/policy/differences" search={{ from: base.base, to: base.id } as never}>{versions.drafts.differences}</LinkButton>}
          {!isClosed && <Button variant="primary" icon={<Save aria-hidden="true" />} busy={isSaving} isDisabled={!hasChanged} onPress={() => void save(base.revision)}>{hasChanged ? editor.save : editor.allSaved}</Button>}
        </>
      )}
    >
      {isClosed && <Alert tone="info">{editor.closed}</Alert>}
      {problem?.code === 'policy.draft_changed_meanwhile' && <Conflict problem={problem} onTheirs={() => void renew(false)} onMine={() => void renew(true)} />}
      {problem && problem.code !== 'policy.draft_changed_meanwhile' && <ProblemAlert problem={problem} />}
      <div className="draft-panes"><Segmented label={editor.panes} options={panes} value={pane} onChange={setPane} /></div>
      <div className="draft-columns" data-pane={pane}>
        <div className="draft-text stack">
          <FileTabs names={inOrder(files)} faults={faults} changed={changed} value={open} onChange={setOpen} />
          <CodeEditor key={open} label={editor.fileNamed(open)} text={files[open] ?? ''} isReadOnly={isClosed} faults={here} schema={schema} language={language} goTo={goTo} onChange={type} />
          <p className="muted small">{editor.keys}</p>
        </div>
        <div className="draft-mistakes">{faults.length > 0 && <Mistakes faults={faults} onGo={go} />}</div>
        <section className="draft-preview card" aria-label={editor.preview} aria-busy={isBusy} tabIndex={0}>
          {faults.length > 0 && <p className="muted">{editor.previewStands}</p>}
          {outline ? <Outline outline={outline} /> : <p className="muted">{faults.length > 0 ? editor.previewWaits : editor.previewComes}</p>}
        </section>
      </div>
    </Page>
  );
}

/** A draft of the policy: its files in YAML, what is wrong in them as one types, and beside them the policy as people will read it. */
export default function DraftPage() {
  const { draft: id = '' } = useParams({ strict: false }) as { draft?: string };
  const client = useClient();
  const query = useQuery({
    queryKey: draftKey(id), refetchOnWindowFocus: false, staleTime: Infinity, gcTime: 0,
    queryFn: ({ signal }) => client.get<DraftView>(`desk/policy/drafts/${id}`, { signal }),
  });
  return <Loaded query={query}>{(draft) => <Editor key={draft.id} draft={draft} onFresh={async () => (await query.refetch()).data} />}</Loaded>;
}
