import { useMutation } from '@tanstack/react-query';
import { LogOut } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import { asProblem } from '../../api/problem';
import { Button } from '../../ui/Button';
import { Segmented } from '../../ui/choices';
import { toast } from '../../ui/feedback';
import { fieldErrors, ProblemAlert } from '../../ui/Problem';
import { TextField } from '../../ui/TextField';
import { useLanguage } from '../../ui/texts';
import { chooseCalendar } from '../calendar_choice';
import { useClient, useMe } from '../context';
import { useDates } from '../formats';
import { Page } from '../parts/Page';
import { useSignOut } from '../shell/Shell';
import { useDesk, wordFor } from '../texts';

const passwordLengthMin = 12;
const keys = { next: 'j', previous: 'k', down: '↓', up: '↑', open: 'Enter' } as const;

function Display() {
  const { account } = useDesk();
  const { language, digits, setLanguage, setDigits } = useLanguage();
  const { first } = useDates();
  return (
    <section className="card stack" aria-labelledby="display">
      <h2 id="display">{account.display}</h2>
      <div className="setting">
        <span>{account.language}</span>
        <Segmented label={account.language} value={language} onChange={setLanguage} options={[{ id: 'ar', label: account.arabic }, { id: 'en', label: account.english }]} />
      </div>
      {language === 'ar' && (
        <div className="setting">
          <span>{account.digits}</span>
          <Segmented label={account.digits} value={digits} onChange={setDigits} options={[{ id: 'latn', label: account.digitsLatin }, { id: 'arab', label: account.digitsArabic }]} />
        </div>
      )}
      <div className="setting">
        <span>{account.calendar}<span className="sub">{account.calendarHint}</span></span>
        <Segmented label={account.calendar} value={first} onChange={chooseCalendar} options={[{ id: 'hijri', label: account.hijri }, { id: 'gregorian', label: account.gregorian }]} />
      </div>
    </section>
  );
}

function Password() {
  const { account, setup, signIn } = useDesk();
  const client = useClient();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [tried, setTried] = useState(false);
  const save = useMutation({
    mutationFn: () => client.put('desk/me/password', { current, new_password: next }),
    onSuccess: () => {
      setCurrent('');
      setNext('');
      setTried(false);
      toast(account.changed);
    },
  });
  const problem = save.error ? asProblem(save.error) : null;
  const errors = fieldErrors(problem, ['current', 'new_password']);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (current && next.length >= passwordLengthMin) save.mutate();
  };
  return (
    <form className="card stack" onSubmit={submit} noValidate aria-labelledby="password">
      <h2 id="password">{account.password}</h2>
      {problem && <ProblemAlert problem={problem} fields={['current', 'new_password']} />}
      <TextField label={account.current} name="current" kind="password" autoComplete="current-password" isRequired value={current} onChange={setCurrent} error={(tried && !current && signIn.needPassword) || errors['current']} />
      <TextField
        label={account.newPassword} name="new_password" kind="password" autoComplete="new-password" isRequired hint={setup.passwordHint} value={next} onChange={setNext}
        error={(tried && next.length < passwordLengthMin && setup.shortPassword) || errors['new_password']}
      />
      <div><Button type="submit" variant="primary" busy={save.isPending}>{account.change}</Button></div>
    </form>
  );
}

export default function AccountPage() {
  const { account, app, words } = useDesk();
  const dates = useDates();
  const me = useMe();
  const signOut = useSignOut();
  return (
    <Page title={account.title} lead={account.signedInAs(me.staff.name)} actions={<Button icon={<LogOut data-flip aria-hidden="true" />} onPress={signOut}>{app.signOut}</Button>}>
      <div className="columns">
        <div className="stack">
          <dl className="facts card">
            <div><dt>{account.roles}</dt><dd>{dates.list(me.roles.map((role) => wordFor(words.roles, role)))}</dd></div>
            <div><dt>{account.branches}</dt><dd>{me.branches.length > 0 ? dates.list(me.branches.map((branch) => dates.words(branch.name))) : account.allBranches}</dd></div>
          </dl>
          <Display />
          <section className="card stack-small" aria-labelledby="shortcuts">
            <h2 id="shortcuts">{account.shortcuts}</h2>
            <dl className="shortcuts">
              <div><dt><kbd>/</kbd></dt><dd>{account.shortcutSearch}</dd></div>
              <div><dt><kbd>{keys.next}</kbd> <kbd>{keys.previous}</kbd> {account.or} <kbd>{keys.down}</kbd> <kbd>{keys.up}</kbd></dt><dd>{account.shortcutMove}</dd></div>
              <div><dt><kbd>{keys.open}</kbd></dt><dd>{account.shortcutOpen}</dd></div>
            </dl>
          </section>
        </div>
        <Password />
      </div>
    </Page>
  );
}
