import { useQueryClient } from '@tanstack/react-query';
import type { DeskMe } from '../../api/desk';
import { Dialog } from '../../ui/Dialog';
import { useDeskContext, useMe } from '../context';
import { forgetDrafts } from '../drafts';
import { useDesk } from '../texts';
import { setExpired, useExpired } from './expired';
import { SignInForm } from './SignInForm';

/** Over the page, which keeps what is typed on it. Another person starts afresh. */
export function SignInAgain() {
  const { app } = useDesk();
  const { slug } = useDeskContext();
  const me = useMe();
  const queries = useQueryClient();
  const expired = useExpired();
  const done = (next: DeskMe) => {
    if (next.staff.id !== me.staff.id) {
      forgetDrafts();
      queries.clear();
      location.assign(`/desk/${slug}/`);
      return;
    }
    queries.setQueryData(['me'], next);
    setExpired(false);
    void queries.invalidateQueries();
  };
  return (
    <Dialog title={app.signedInAgainTitle} isOpen={expired} isDismissable={false} onClose={() => undefined}>
      <p className="muted">{app.signedInAgainText}</p>
      <SignInForm email={me.staff.email} onDone={done} />
    </Dialog>
  );
}
