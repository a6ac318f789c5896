import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Building2 } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import type { Branch } from '../../api/desk';
import { asProblem } from '../../api/problem';
import { Button } from '../../ui/Button';
import { EmptyState, toast } from '../../ui/feedback';
import { fieldErrors, ProblemAlert } from '../../ui/Problem';
import { TextField } from '../../ui/TextField';
import { useClient } from '../context';
import { useDates } from '../formats';
import { Loaded } from '../parts/Loaded';
import { Page } from '../parts/Page';
import { useDesk } from '../texts';
import { branchesOptions } from './admin_data';

function Add() {
  const { admin } = useDesk();
  const client = useClient();
  const queries = useQueryClient();
  const [ar, setAr] = useState('');
  const [en, setEn] = useState('');
  const [tried, setTried] = useState(false);
  const save = useMutation({
    mutationFn: () => client.post<Branch>('desk/branches', { name: { ar: ar.trim(), en: en.trim() } }),
    onSuccess: () => {
      setAr('');
      setEn('');
      setTried(false);
      toast(admin.branches.added);
      void queries.invalidateQueries({ queryKey: ['branches'] });
    },
  });
  const problem = save.error ? asProblem(save.error) : null;
  const errors = fieldErrors(problem, ['name']);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (ar.trim() && en.trim()) save.mutate();
  };
  return (
    <form className="card stack" onSubmit={submit} noValidate>
      <h2>{admin.branches.add}</h2>
      {problem && <ProblemAlert problem={problem} fields={['name']} />}
      <TextField label={admin.branches.nameAr} name="name" isRequired value={ar} onChange={setAr} error={(tried && !ar.trim() && admin.branches.needName) || errors['name']} />
      <TextField label={admin.branches.nameEn} name="name_en" isRequired value={en} onChange={setEn} error={tried && !en.trim() && admin.branches.needName} />
      <div><Button type="submit" variant="primary" busy={save.isPending}>{admin.branches.save}</Button></div>
    </form>
  );
}

export default function BranchesPage() {
  const { admin } = useDesk();
  const { words } = useDates();
  const client = useClient();
  const list = useQuery(branchesOptions(client));
  return (
    <Page title={admin.branches.title} lead={admin.branches.text} exported={{ path: 'desk/branches' }}>
      <div className="with-aside">
        <Loaded query={list}>
          {(items) => (
            <section className="card card-flush">
              {items.length === 0 ? <EmptyState icon={<Building2 />} title={admin.branches.emptyTitle}>{admin.branches.emptyText}</EmptyState> : (
                <ul className="list rows">
                  {items.map((branch) => (
                    <li key={branch.id} className="row-item row-item-still">
                      <span className="avatar" aria-hidden="true"><Building2 size={18} /></span>
                      <span className="grow"><b className="strong">{words(branch.name)}</b><span className="sub">{Object.values(branch.name).filter((name) => name !== words(branch.name)).join(' · ')}</span></span>
                    </li>
                  ))}
                </ul>
              )}
            </section>
          )}
        </Loaded>
        <Add />
      </div>
    </Page>
  );
}
