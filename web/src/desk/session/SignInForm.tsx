import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import type { DeskMe } from '../../api/desk';
import { asProblem } from '../../api/problem';
import { Button } from '../../ui/Button';
import { fieldErrors, ProblemAlert } from '../../ui/Problem';
import { TextField } from '../../ui/TextField';
import { useClient } from '../context';
import { useDesk } from '../texts';

const fields = ['email', 'password'] as const;

/** E-mail and password; the address may be given, when it is the same person coming back. */
export function SignInForm({ email: known, onDone }: { email?: string; onDone: (me: DeskMe) => void }) {
  const { signIn } = useDesk();
  const client = useClient();
  const [email, setEmail] = useState(known ?? '');
  const [password, setPassword] = useState('');
  const [missing, setMissing] = useState(false);
  const enter = useMutation({
    mutationFn: () => client.post<DeskMe>('desk/sign-in', { email: email.trim(), password }),
    onSuccess: onDone,
  });
  const problem = enter.error ? asProblem(enter.error) : null;
  const errors = fieldErrors(problem, fields);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const empty = email.trim() === '' || password === '';
    setMissing(empty);
    if (!empty) enter.mutate();
  };
  return (
    <form className="stack" onSubmit={submit} noValidate>
      {problem && <ProblemAlert problem={problem} fields={fields} />}
      <TextField
        label={signIn.email} name="email" kind="email" autoComplete="username" isRequired autoFocus={!known} isReadOnly={known !== undefined}
        value={email} onChange={setEmail} error={missing && email.trim() === '' ? signIn.needEmail : errors['email']}
      />
      <TextField
        label={signIn.password} name="password" kind="password" autoComplete="current-password" isRequired autoFocus={known !== undefined}
        value={password} onChange={setPassword} error={missing && password === '' ? signIn.needPassword : errors['password']}
      />
      <Button type="submit" variant="primary" size="large" wide busy={enter.isPending}>{signIn.submit}</Button>
    </form>
  );
}
