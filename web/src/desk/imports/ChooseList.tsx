import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { FileSpreadsheet } from 'lucide-react';
import { useState, type DragEvent } from 'react';
import { asProblem, type Problem } from '../../api/problem';
import { Alert } from '../../ui/feedback';
import { ProblemAlert } from '../../ui/Problem';
import { useClient } from '../context';
import { useDates } from '../formats';
import { useDesk } from '../texts';
import { maxBytes, type ImportView } from './imports_data';

const accepted = '.xlsx,.ods,.csv,.tsv,.txt';

/** A spreadsheet, chosen or dropped: it goes at once, is read by the server (one sheet of it, the likeliest unless named), and its page opens. */
export function ChooseList({ label, sheet }: { label: string; sheet?: string }) {
  const { imports } = useDesk();
  const dates = useDates();
  const client = useClient();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [share, setShare] = useState<number>();
  const [problem, setProblem] = useState<Problem>();
  const [tooLarge, setTooLarge] = useState(false);
  const [over, setOver] = useState(false);
  const isGoing = share !== undefined;
  const take = async (file: File | undefined) => {
    if (!file || isGoing) return;
    setProblem(undefined);
    setTooLarge(file.size > maxBytes);
    if (file.size > maxBytes) return;
    setShare(0);
    try {
      const made = await client.upload<ImportView>('desk/imports', file, file.name, { onProgress: setShare, query: { sheet } });
      queries.setQueryData(['imports', made.id], made);
      void queries.invalidateQueries({ queryKey: ['imports'], exact: true });
      void navigate({ to: '/imports/$import', params: { import: made.id } });
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setShare(undefined);
    }
  };
  const dropped = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void take(event.dataTransfer.files[0]);
  };
  return (
    <div className="stack-small">
      {problem && <ProblemAlert problem={problem} />}
      {tooLarge && <Alert tone="error" isLive>{imports.tooLarge}</Alert>}
      <label className="file-drop" data-over={over} onDragOver={(event) => { event.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)} onDrop={dropped}>
        <span className="file-icon"><FileSpreadsheet aria-hidden="true" /></span>
        <span className="grow">
          <b>{label}</b>
          <span className="sub">{isGoing ? imports.uploading(dates.number(Math.round(share * 100))) : imports.chooseHint}</span>
          {isGoing && (
            <span className="progress" role="progressbar" aria-label={label} aria-valuenow={Math.round(share * 100)} aria-valuemin={0} aria-valuemax={100}>
              <span style={{ inlineSize: `${Math.round(share * 100)}%` }} />
            </span>
          )}
        </span>
        <input
          type="file" accept={accepted} aria-label={label} disabled={isGoing}
          onChange={(event) => {
            void take(event.target.files?.[0]);
            event.target.value = '';
          }}
        />
      </label>
    </div>
  );
}
