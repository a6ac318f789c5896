import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { DeskMe } from '../../api/desk';
import { useDeskContext } from '../context';
import { useDesk } from '../texts';
import { setExpired } from './expired';
import { Front } from './Front';
import { SignInForm } from './SignInForm';

export default function SignIn() {
  const { signIn, app } = useDesk();
  const { slug } = useDeskContext();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { to } = useSearch({ strict: false }) as { to?: string };
  useEffect(() => { document.title = app.titleOf(signIn.title, app.title); }, [app, signIn.title]);
  const done = (me: DeskMe) => {
    queries.setQueryData(['me'], me);
    setExpired(false);
    void navigate({ href: to ?? `/desk/${slug}/`, replace: true });
  };
  return (
    <Front title={signIn.title} foot={<a href={`/${slug}/`}>{signIn.portal}</a>}>
      <SignInForm onDone={done} />
      <p className="muted small">{signIn.forgot}</p>
    </Front>
  );
}
