import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState, type FormEvent } from 'react';
import type { DeskMe } from '../../api/desk';
import { asProblem } from '../../api/problem';
import { Button } from '../../ui/Button';
import { Alert } from '../../ui/feedback';
import { fieldErrors, ProblemAlert } from '../../ui/Problem';
import { TextField } from '../../ui/TextField';
import { useClient } from '../context';
import { useDesk } from '../texts';
import { Front } from './Front';

const fields = ['name', 'email', 'password', 'token'] as const;
const passwordLengthMin = 12;

/** The one-time link /desk/{association}/setup#TOKEN: the token stands behind the #, so that it reaches no server log. */
export default function Setup() {
  const { setup, signIn, app } = useDesk();
  const client = useClient();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [token] = useState(() => location.hash.slice(1));
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  useEffect(() => { document.title = app.titleOf(setup.title, app.title); }, [app, setup.title]);
  const save = useMutation({
    mutationFn: () => client.post<DeskMe>('desk/setup', { token, name: name.trim(), email: email.trim(), password }),
    onSuccess: (me) => {
      queries.setQueryData(['me'], me);
      history.replaceState(null, '', location.pathname);
      void navigate({ to: '/', replace: true });
    },
  });
  const problem = save.error ? asProblem(save.error) : null;
  const errors = fieldErrors(problem, fields);
  const own = {
    name: name.trim() === '' ? setup.needName : undefined,
    email: email.trim() === '' ? signIn.needEmail : undefined,
    password: password.length < passwordLengthMin ? setup.shortPassword : undefined,
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!own.name && !own.email && !own.password) save.mutate();
  };
  if (token === '') {
    return (
      <Front title={setup.title}>
        <Alert tone="warn" title={setup.noTokenTitle}>{setup.noTokenText}</Alert>
      </Front>
    );
  }
  return (
    <Front title={setup.title}>
      <p className="muted">{setup.text}</p>
      <form className="stack" onSubmit={submit} noValidate>
        {problem && <ProblemAlert problem={problem} fields={fields} />}
        <TextField label={setup.name} name="name" isRequired autoFocus autoComplete="name" value={name} onChange={setName} error={(tried && own.name) || errors['name']} />
        <TextField label={setup.email} name="email" kind="email" isRequired autoComplete="username" value={email} onChange={setEmail} error={(tried && own.email) || errors['email']} />
        <TextField
          label={setup.password} name="password" kind="password" isRequired autoComplete="new-password" hint={setup.passwordHint}
          value={password} onChange={setPassword} error={(tried && own.password) || errors['password']}
        />
        <Button type="submit" variant="primary" size="large" wide busy={save.isPending}>{setup.submit}</Button>
      </form>
    </Front>
  );
}
