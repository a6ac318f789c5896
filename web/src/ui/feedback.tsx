import { CircleAlert, CircleCheck, Inbox, Info, RotateCw, TriangleAlert, X } from 'lucide-react';
import { useEffect, useState, useSyncExternalStore, type ReactNode } from 'react';
import { Button } from './Button';
import { useCommon } from './texts';

export type Tone = 'neutral' | 'ok' | 'warn' | 'error' | 'info';

/** Status colours are for statuses only. */
export function Chip({ tone = 'neutral', isPlain, children }: { tone?: Tone; isPlain?: boolean; children: ReactNode }) {
  return <span className={`chip chip-${tone}${isPlain ? ' chip-plain' : ''}`}>{children}</span>;
}

/** The clause of the policy that something rests on. */
export function Clause({ id }: { id: string }) {
  const common = useCommon();
  return <span className="clause">{common.errors.clause(id)}</span>;
}

const icons = { neutral: Info, ok: CircleCheck, warn: TriangleAlert, error: CircleAlert, info: Info } as const;

interface AlertProps {
  tone?: Tone;
  title?: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
  icon?: ReactNode;
  /** It has just come about: read out at once (an error) or in turn. */
  isLive?: boolean;
}

/** For what stays; a toast is for what passes. */
export function Alert({ tone = 'info', title, children, action, icon, isLive }: AlertProps) {
  const Icon = icons[tone];
  return (
    <div className={`alert alert-${tone}`} role={isLive ? (tone === 'error' ? 'alert' : 'status') : undefined}>
      {icon ?? <Icon aria-hidden="true" />}
      <div className="grow">
        {title && <span className="alert-title">{title}</span>}
        {children}
      </div>
      {action}
    </div>
  );
}

export function Skeleton({ width, height }: { width?: number | string; height?: number | string }) {
  return <span className="skeleton" style={{ inlineSize: width, blockSize: height }} aria-hidden="true" />;
}

/** A page on its way: shapes, and a word for those who listen. Appears after a blink, so that fast answers do not flash. */
export function LoadingState({ lines = 3, children }: { lines?: number; children?: ReactNode }) {
  const common = useCommon();
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 150);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className="stack" aria-busy="true" style={{ visibility: late ? undefined : 'hidden' }}>
      <span className="hidden-visually" role="status">{common.states.loading}</span>
      {children ?? Array.from({ length: lines }, (_, index) => (
        <div className="card stack-small" key={index}>
          <Skeleton width="40%" height={20} />
          <Skeleton width="85%" />
          <Skeleton width="60%" />
        </div>
      ))}
    </div>
  );
}

interface EmptyStateProps {
  icon?: ReactNode;
  title: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
  /** Its title is the page's own heading. */
  isWholePage?: boolean;
}

export function EmptyState({ icon, title, children, action, isWholePage }: EmptyStateProps) {
  const Heading = isWholePage ? 'h1' : 'h2';
  return (
    <div className="state">
      <span className="state-icon" aria-hidden="true">{icon ?? <Inbox />}</span>
      <Heading>{title}</Heading>
      {children && <p>{children}</p>}
      {action}
    </div>
  );
}

export function RetryButton({ onPress }: { onPress: () => void }) {
  const common = useCommon();
  return <Button icon={<RotateCw aria-hidden="true" />} onPress={onPress}>{common.actions.retry}</Button>;
}

// Toasts: one list for the page, outside React, so that any code may say something.
interface ToastEntry {
  id: number;
  text: string;
  tone: 'neutral' | 'error';
}
let entries: readonly ToastEntry[] = [];
let lastId = 0;
const listeners = new Set<() => void>();
function put(next: readonly ToastEntry[]): void {
  entries = next;
  for (const listener of listeners) listener();
}
const dismiss = (id: number): void => put(entries.filter((entry) => entry.id !== id));

export function toast(text: string, tone: ToastEntry['tone'] = 'neutral'): void {
  const id = ++lastId;
  put([...entries.slice(-2), { id, text, tone }]);
  setTimeout(() => dismiss(id), 6000);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** One per page: a polite live region that is there before its first toast. */
export function ToastRegion() {
  const common = useCommon();
  const shown = useSyncExternalStore(subscribe, () => entries);
  return (
    <div className="toasts" role="status" aria-live="polite">
      {shown.map((entry) => (
        <div className="toast" key={entry.id} data-tone={entry.tone}>
          <span className="grow">{entry.text}</span>
          <button type="button" aria-label={common.actions.dismiss} onClick={() => dismiss(entry.id)}><X size={18} aria-hidden="true" /></button>
        </div>
      ))}
    </div>
  );
}
