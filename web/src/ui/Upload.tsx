import { Camera, CircleAlert, CircleCheck, FileText, Trash2 } from 'lucide-react';
import { useEffect, useRef, useState, type DragEvent } from 'react';
import type { UploadOptions } from '../api/client';
import { uuidv7 } from '../api/ids';
import type { Attachment } from '../api/model';
import { asProblem } from '../api/problem';
import { Button } from './Button';
import { FileName } from './FileName';
import { FieldGroup, useFieldIds, type FieldProps } from './Field';
import { shrinkPicture } from './picture';
import { explain } from './Problem';
import { afterSuccess, type Going } from './going';
import { useCommon, useFormats } from './texts';

export type UploadedFile = Pick<Attachment, 'id' | 'name' | 'bytes' | 'type'>;

interface UploadProps extends FieldProps {
  value: readonly UploadedFile[];
  onChange: (files: UploadedFile[]) => void;
  upload: (file: Blob, name: string, options: UploadOptions) => Promise<Attachment>;
  maxFiles?: number;
  maxBytes?: number;
}

export const acceptedTypes = ['image/jpeg', 'image/png', 'image/webp', 'application/pdf'];

function FileRow({ name, note, state, share, onRemove }: { name: string; note: string; state: 'done' | 'going' | 'failed'; share?: number; onRemove: () => void }) {
  const common = useCommon();
  const Icon = state === 'done' ? CircleCheck : state === 'failed' ? CircleAlert : FileText;
  return (
    <li className="file" data-state={state}>
      <span className="file-icon"><Icon aria-hidden="true" /></span>
      <span className="grow">
        <span className="file-name"><FileName name={name} /></span>
        <span className={state === 'failed' ? 'field-error' : 'field-hint'} role={state === 'failed' ? 'alert' : undefined}>{note}</span>
        {state === 'going' && (
          <span className="progress" role="progressbar" aria-label={common.files.progress(name)} aria-valuenow={Math.round((share ?? 0) * 100)} aria-valuemin={0} aria-valuemax={100}>
            <span style={{ inlineSize: `${Math.round((share ?? 0) * 100)}%` }} />
          </span>
        )}
      </span>
      <Button variant="quiet" aria-label={common.files.remove(name)} icon={<Trash2 aria-hidden="true" />} onPress={onRemove} />
    </li>
  );
}

/** Files of one item: chosen, photographed or dropped; each goes at once, with its progress, and can be taken back. */
export function Upload(props: UploadProps) {
  const { value, onChange, upload, maxFiles = 5, maxBytes = 10 * 1_048_576 } = props;
  const common = useCommon();
  const formats = useFormats();
  const [going, setGoing] = useState<readonly Going[]>([]);
  const [over, setOver] = useState(false);
  const aborts = useRef(new Map<string, AbortController>());
  const latest = useRef({ value, onChange });
  useEffect(() => { latest.current = { value, onChange }; });
  useEffect(() => {
    const running = aborts.current;
    return () => { for (const controller of running.values()) controller.abort(); };
  }, []);

  const patch = (key: string, change: Partial<Going>) =>
    setGoing((list) => list.map((one) => (one.key === key ? { ...one, ...change } : one)));
  const drop = (key: string) => {
    aborts.current.get(key)?.abort();
    aborts.current.delete(key);
    setGoing((list) => list.filter((one) => one.key !== key));
  };
  const refusal = (file: Blob): string | undefined => {
    if (file.size === 0) return common.files.empty;
    if (file.type && !acceptedTypes.includes(file.type)) return common.files.wrongType;
    return file.size > maxBytes ? common.files.tooLarge(formats.bytes(maxBytes)) : undefined;
  };
  const start = async (chosen: File) => {
    const key = uuidv7();
    setGoing((list) => [...list, { key, name: chosen.name, share: 0 }]);
    const { blob, name } = await shrinkPicture(chosen);
    const failed = refusal(blob);
    if (failed) return patch(key, { failed });
    const controller = new AbortController();
    aborts.current.set(key, controller);
    try {
      const kept = await upload(blob, name, { signal: controller.signal, onProgress: (share) => patch(key, { share }) });
      latest.current.onChange([...latest.current.value, { id: kept.id, name: kept.name, bytes: kept.bytes, type: kept.type }]);
      aborts.current.delete(key);
      setGoing((list) => afterSuccess(list, key));
    } catch (error) {
      const problem = asProblem(error);
      const said = problem.obstacles[0]?.message;
      if (problem.reason !== 'aborted') patch(key, { failed: said ? formats.words(said) : explain(problem, common) });
    }
  };
  const take = (files: Iterable<File>) => {
    for (const file of [...files].slice(0, maxFiles - value.length)) void start(file);
  };
  const dropped = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };

  const hint = props.hint ?? common.files.limits(formats.bytes(maxBytes));
  const ids = useFieldIds({ ...props, hint });
  return (
    <FieldGroup {...props} hint={hint} ids={ids}>
      <ul className="list stack-small">
        {value.map((file) => (
          <FileRow key={file.id} name={file.name} state="done" note={file.bytes > 0 ? `${common.files.uploaded} · ${formats.bytes(file.bytes)}` : common.files.uploaded} onRemove={() => onChange(value.filter((one) => one.id !== file.id))} />
        ))}
        {going.map((file) => (
          <FileRow
            key={file.key}
            name={file.name}
            state={file.failed ? 'failed' : 'going'}
            share={file.share}
            note={file.failed ?? common.files.uploading(formats.number(Math.round(file.share * 100)))}
            onRemove={() => drop(file.key)}
          />
        ))}
      </ul>
      {value.length < maxFiles && (
        <label className="file-drop" data-over={over} onDragOver={(event) => { event.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)} onDrop={dropped}>
          <span className="file-icon"><Camera aria-hidden="true" /></span>
          <span><b>{common.files.takePhoto}</b></span>
          <input
            type="file"
            multiple={maxFiles > 1}
            accept={acceptedTypes.join(',')}
            aria-label={typeof props.label === 'string' ? `${common.files.takePhoto}: ${props.label}` : common.files.takePhoto}
            aria-invalid={props.error ? true : undefined}
            onChange={(event) => {
              take(event.target.files ?? []);
              event.target.value = '';
            }}
          />
        </label>
      )}
    </FieldGroup>
  );
}
