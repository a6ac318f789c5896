import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { SigningCodeSent } from '../../api/desk';
import { asProblem } from '../../api/problem';
import { useSecondsUntil } from '../../portal/countdown';
import { Button } from '../../ui/Button';
import { Alert } from '../../ui/feedback';
import { ProblemAlert } from '../../ui/Problem';
import { TextField } from '../../ui/TextField';
import { useClient } from '../context';
import { useDates } from '../formats';
import { useDesk } from '../texts';

export interface SpokenCode {
  sent: SigningCodeSent | undefined;
  code: string;
}
export const noCode: SpokenCode = { sent: undefined, code: '' };

interface SpokenCodeProps {
  /** Where the code is asked for, and with what. */
  path: string;
  body?: object;
  hint: string;
  value: SpokenCode;
  onChange: (value: SpokenCode) => void;
  error?: ReactNode;
}

/** A code to a phone on the person's file, which they read out. */
export function AskSpokenCode({ path, body = {}, hint, value, onChange, error }: SpokenCodeProps) {
  const { submission } = useDesk().request;
  const { digits } = useDates();
  const client = useClient();
  const wait = useSecondsUntil(value.sent?.resend_at);
  const ask = useMutation({
    mutationFn: () => client.post<SigningCodeSent>(path, body),
    onSuccess: (sent) => onChange({ sent, code: '' }),
  });
  return (
    <div className="stack">
      <p className="muted small">{hint}</p>
      {ask.error && <ProblemAlert problem={asProblem(ask.error)} />}
      <span className="row-wrap" aria-live="polite">
        <Button id="code" busy={ask.isPending} isDisabled={wait > 0} onPress={() => ask.mutate()}>{value.sent ? submission.codeAgain : submission.codeSend}</Button>
        {wait > 0 && <span className="small muted">{submission.codeWait(wait)}</span>}
      </span>
      {value.sent && <p>{submission.codeSent(digits(value.sent.phone.slice(-4)))}</p>}
      {value.sent
        ? <div className="code-input"><TextField label={submission.codeTyped} name="code" kind="digits" autoComplete="off" maxLength={6} isRequired value={value.code} onChange={(code) => onChange({ ...value, code })} error={error} /></div>
        : error && <Alert tone="error" isLive>{error}</Alert>}
    </div>
  );
}
