import type { PortalMe } from '../api/model';
import { Dialog } from '../ui/Dialog';
import { SignInForms } from './pages/SignIn';
import { usePortal } from './session';
import { useTexts } from './texts';

/** Over the page whose sign-in has ended: what is typed below stays, and is sent afterwards. */
export default function SignInAgain() {
  const texts = useTexts();
  const { client, me, resume } = usePortal();
  const signedIn = async (again: PortalMe) => {
    const before = me?.acting_for?.party;
    const mayStay = before !== undefined && before !== again.acting_for?.party && again.parties.some((one) => one.party === before);
    resume(mayStay ? await client.put<PortalMe>('portal/acting-for', { party: before }).catch(() => again) : again);
  };
  return (
    <Dialog title={texts.signIn.endedTitle} isOpen isDismissable={false} onClose={() => undefined}>
      <p>{texts.signIn.endedText}</p>
      <SignInForms onSignedIn={(again) => void signedIn(again)} />
    </Dialog>
  );
}
