import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { Merge, UsersRound } from 'lucide-react';
import { useState } from 'react';
import type { ComparedPair, PersonFile } from '../../api/desk';
import { asProblem } from '../../api/problem';
import { Button } from '../../ui/Button';
import { Choice } from '../../ui/choices';
import { Dialog } from '../../ui/Dialog';
import { Alert, toast } from '../../ui/feedback';
import { ProblemAlert } from '../../ui/Problem';
import { useCommon } from '../../ui/texts';
import { useClient } from '../context';
import { useDates } from '../formats';
import { Loaded } from '../parts/Loaded';
import { Crumb } from '../parts/links';
import { Page } from '../parts/Page';
import { Numeric } from '../parts/Reference';
import { personOptions } from '../people/people_data';
import { nameOf } from '../people/PersonPage';
import { ValueText } from '../people/ValueText';
import { useDesk, wordFor } from '../texts';
import { pairOptions } from './duplicates_data';
import { Evidence, VerdictChip } from './Evidence';

interface Two {
  first: PersonFile;
  second: PersonFile;
}
type Side = 'first' | 'second';

const valueOf = (file: PersonFile, field: string) => file.values.find((value) => value.field === field);

/** Fields of either, those that differ first: there one has to be chosen. */
function fieldsOf({ first, second }: Two): { field: string; differs: boolean }[] {
  const fields = [...new Set([...first.values, ...second.values].map((value) => value.field))];
  const listed = fields.map((field) => {
    const a = valueOf(first, field)?.value;
    const b = valueOf(second, field)?.value;
    return { field, differs: a !== undefined && b !== undefined && a !== b };
  });
  return [...listed.filter((one) => one.differs), ...listed.filter((one) => !one.differs)];
}

function Values({ two, chosen, choose }: { two: Two; chosen: Readonly<Record<string, Side>>; choose: (field: string, side: Side) => void }) {
  const { duplicates, words } = useDesk();
  const cell = (file: PersonFile, field: string) => {
    const value = valueOf(file, field);
    return value ? <ValueText value={value} /> : <span className="muted">{duplicates.none}</span>;
  };
  return (
    <div className="pair-values">
      {fieldsOf(two).map(({ field, differs }) => {
        const label = wordFor(words.fields, field);
        return (
          <section key={field} className="pair-field" data-differs={differs} aria-label={label}>
            <h3>{label}</h3>
            <p><span className="sub">{duplicates.first}</span>{cell(two.first, field)}</p>
            <p><span className="sub">{duplicates.second}</span>{cell(two.second, field)}</p>
            {differs && (
              <Choice<Side>
                isInline label={duplicates.choose(label)} name={`choose-${field}`} value={chosen[field] ?? ''}
                options={[{ id: 'first', label: duplicates.asFirst }, { id: 'second', label: duplicates.asSecond }]} onChange={(side) => choose(field, side)}
              />
            )}
          </section>
        );
      })}
    </div>
  );
}

function Head({ file, title }: { file: PersonFile; title: string }) {
  const { duplicates, person } = useDesk();
  return (
    <div className="compare-side">
      <span className="sub">{title}</span>
      <h2><bdi>{nameOf(file)}</bdi></h2>
      <ul className="list facts-list">
        {file.identities.map((one) => <li key={one.number}><Numeric>{one.number_masked}</Numeric></li>)}
        {file.phones.map((one) => <li key={one.number}><Numeric>{one.masked}</Numeric></li>)}
        <li className="muted">{person.requestsCount(file.requests.length)}</li>
      </ul>
      <Link to="/people/$party" params={{ party: file.party }}>{duplicates.openFile}</Link>
    </div>
  );
}

function useDecide(two: Two) {
  const { duplicates } = useDesk();
  const client = useClient();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const judge = useMutation({
    mutationFn: (state: 'distinct' | 'open') => client.put<ComparedPair>(`desk/duplicates/${two.first.party}/${two.second.party}`, { state }),
    onSuccess: (_, state) => {
      void queries.invalidateQueries({ queryKey: ['duplicates'] });
      toast(state === 'distinct' ? duplicates.judged : duplicates.reopened);
      if (state === 'distinct') void navigate({ to: '/duplicates' });
    },
  });
  const merge = useMutation({
    mutationFn: ({ kept, chosen }: { kept: Side; chosen: Readonly<Record<string, Side>> }) => {
      const other = two[kept === 'first' ? 'second' : 'first'];
      const values = Object.entries(chosen).map(([field, side]) => ({ field, from: two[side].party }));
      return client.post<PersonFile>(`desk/people/${two[kept].party}/merges`, { merged: other.party, values });
    },
    onSuccess: (file) => {
      queries.setQueryData(['person', file.party], file);
      void queries.invalidateQueries({ queryKey: ['duplicates'] });
      toast(duplicates.merged);
      void navigate({ to: '/people/$party', params: { party: file.party }, replace: true });
    },
  });
  return { judge, merge };
}

function Pair({ two, pair }: { two: Two; pair: ComparedPair }) {
  const { duplicates } = useDesk();
  const common = useCommon();
  const dates = useDates();
  const { judge, merge } = useDecide(two);
  const [chosen, setChosen] = useState<Readonly<Record<string, Side>>>({});
  const [kept, setKept] = useState<Side | null>(null);
  const error = merge.error ?? judge.error;
  const isDistinct = pair.state === 'distinct';
  return (
    <>
      {error && <ProblemAlert problem={asProblem(error)} fields={[]} />}
      {isDistinct && pair.decided_by && pair.decided_at && (
        <Alert tone="info" action={<Button size="small" busy={judge.isPending} onPress={() => judge.mutate('open')}>{duplicates.reopen}</Button>}>
          {duplicates.judgedBy(dates.name(pair.decided_by), dates.bothShort(pair.decided_at))}
        </Alert>
      )}
      <section className="card stack">
        <VerdictChip verdict={pair.verdict} probability={pair.probability} />
        <Evidence evidence={pair.evidence} />
        <div className="compare"><Head file={two.first} title={duplicates.first} /><Head file={two.second} title={duplicates.second} /></div>
        <Values two={two} chosen={chosen} choose={(field, side) => setChosen((old) => ({ ...old, [field]: side }))} />
        <div className="form-foot row-wrap">
          {!isDistinct && <Button icon={<UsersRound aria-hidden="true" />} busy={judge.isPending} onPress={() => judge.mutate('distinct')}>{duplicates.distinct}</Button>}
          <Button icon={<Merge aria-hidden="true" />} isDisabled={isDistinct} onPress={() => setKept('second')}>{duplicates.keepSecond}</Button>
          <Button variant="primary" icon={<Merge aria-hidden="true" />} isDisabled={isDistinct} onPress={() => setKept('first')}>{duplicates.keepFirst}</Button>
        </div>
      </section>
      {kept && (
        <Dialog
          title={duplicates.confirmTitle} isOpen onClose={() => setKept(null)}
          actions={<><Button onPress={() => setKept(null)}>{common.actions.cancel}</Button><Button variant="primary" busy={merge.isPending} onPress={() => { merge.mutate({ kept, chosen }); setKept(null); }}>{duplicates.confirm}</Button></>}
        >
          <p>{duplicates.confirmText(dates.name(nameOf(two[kept])))}</p>
        </Dialog>
      )}
    </>
  );
}

/** Two files beside each other: merged, or said to be two people's. */
export default function PairPage() {
  const { duplicates } = useDesk();
  const client = useClient();
  const { first = '', second = '' } = useParams({ strict: false }) as { first?: string; second?: string };
  const pair = useQuery(pairOptions(client, first, second));
  const one = useQuery(personOptions(client, first));
  const other = useQuery(personOptions(client, second));
  const awaited = [pair, one, other].find((query) => query.data === undefined) ?? pair;
  const all = pair.data && one.data && other.data ? { two: { first: one.data, second: other.data }, pair: pair.data } : undefined;
  return (
    <Page title={duplicates.pairTitle} crumbs={<Crumb to="/duplicates">{duplicates.title}</Crumb>}>
      {all ? <Pair two={all.two} pair={all.pair} /> : <Loaded<unknown> query={awaited}>{() => null}</Loaded>}
    </Page>
  );
}
