import { useCallback, useEffect, useRef, useState } from 'react';
import { dropDraft, keepDraft, readDraft, type Draft } from '../../api/drafts';
import { uuidv7 } from '../../api/ids';
import type { KindForm } from '../../api/model';
import { today } from '../../ui/dates';

const keepAfterMs = 400;

export function emptyDraft(form: KindForm): Draft {
  return {
    kind: form.id, policyVersion: form.policy_version, savedAt: '', step: 'start', values: {}, files: {}, consents: {}, capacity: 'self', beneficiary: {},
    submissionKey: uuidv7(),
  };
}

/** How the draft of this visit came about. */
export type DraftOrigin = 'new' | 'restored' | 'rebased';

export interface KeptDraft {
  draft: Draft;
  origin: DraftOrigin;
  savedAt: string | undefined;
  change: (change: Partial<Draft>) => void;
  /** A refused submission is another one after its change: it takes a new key. */
  renewKey: () => void;
  startOver: () => Promise<void>;
  /** It was sent: nothing is kept of it. */
  drop: () => Promise<void>;
}

/** The draft of one form: read from the device, and kept there a moment after each change. Undefined while it is read. */
export function useDraft(association: string, form: KindForm): KeptDraft | undefined {
  const [state, setState] = useState<{ draft: Draft; origin: DraftOrigin; savedAt: string | undefined }>();
  const isOver = useRef(false);

  useEffect(() => {
    let isHere = true;
    void readDraft(association, form.id, today()).catch(() => undefined).then((found) => {
      if (!isHere) return;
      if (!found) setState({ draft: emptyDraft(form), origin: 'new', savedAt: undefined });
      else if (found.policyVersion === form.policy_version) setState({ draft: found, origin: 'restored', savedAt: found.savedAt });
      else setState({ draft: { ...found, policyVersion: form.policy_version, submissionKey: uuidv7() }, origin: 'rebased', savedAt: found.savedAt });
    });
    return () => { isHere = false; };
  }, [association, form]);

  const draft = state?.draft;
  const latest = useRef<Draft | undefined>(undefined);
  useEffect(() => { latest.current = draft; });
  // A page that is left keeps at once what the timer would have kept.
  useEffect(() => () => {
    const left = latest.current;
    if (left?.savedAt && !isOver.current) void keepDraft(association, left).catch(() => undefined);
  }, [association]);
  useEffect(() => {
    if (!draft?.savedAt || isOver.current) return;
    const keep = () => {
      if (isOver.current) return;
      void keepDraft(association, draft).then(() => setState((old) => old && { ...old, savedAt: draft.savedAt }), () => undefined);
    };
    const timer = setTimeout(keep, keepAfterMs);
    // A page that is put away keeps at once what the timer would have kept.
    addEventListener('pagehide', keep);
    return () => {
      clearTimeout(timer);
      removeEventListener('pagehide', keep);
    };
  }, [association, draft]);

  const change = useCallback((next: Partial<Draft>) => {
    setState((old) => old && { ...old, draft: { ...old.draft, submissionKey: uuidv7(), ...next, savedAt: new Date().toISOString() } });
  }, []);
  const renewKey = useCallback(() => change({}), [change]);
  const drop = useCallback(async () => {
    isOver.current = true;
    await dropDraft(association, form.id);
  }, [association, form.id]);
  const startOver = useCallback(async () => {
    await dropDraft(association, form.id);
    setState({ draft: emptyDraft(form), origin: 'new', savedAt: undefined });
  }, [association, form]);

  return state && { ...state, change, renewKey, startOver, drop };
}
