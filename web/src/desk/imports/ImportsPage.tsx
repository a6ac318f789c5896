import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { FileSpreadsheet } from 'lucide-react';
import { Chip, EmptyState, type Tone } from '../../ui/feedback';
import { FileName } from '../../ui/FileName';
import { useClient } from '../context';
import { useDates } from '../formats';
import { Loaded } from '../parts/Loaded';
import { LoadMore } from '../parts/LoadMore';
import { Page } from '../parts/Page';
import { useDesk } from '../texts';
import { ChooseList } from './ChooseList';
import { importsOptions, isWorking, type ImportRow, type ImportState } from './imports_data';

const tones: Readonly<Partial<Record<ImportState, Tone>>> = { done: 'ok', checked: 'warn', uploaded: 'warn' };

export function StateChip({ state }: { state: ImportState }) {
  const { imports } = useDesk();
  const tone = isWorking(state) ? 'info' : tones[state];
  return <Chip {...(tone && { tone })}>{imports.states[state]}</Chip>;
}

function Row({ one }: { one: ImportRow }) {
  const { imports } = useDesk();
  const dates = useDates();
  return (
    <tr>
      <th scope="row" data-label={imports.file}><Link to="/imports/$import" params={{ import: one.id }}><FileName name={one.file} /></Link></th>
      <td data-label={imports.at}><span><time dateTime={one.made_at}>{dates.stamp(one.made_at)}</time><span className="sub"><bdi>{one.by || imports.byCommand}</bdi></span></span></td>
      <td data-label={imports.state}><StateChip state={one.state} /></td>
      <td data-label={imports.result}>{imports.summary(dates.number(one.people_made), dates.number(one.rows_failed))}</td>
    </tr>
  );
}

/** Old lists come in here; those that did are listed below. */
export default function ImportsPage() {
  const { imports } = useDesk();
  const client = useClient();
  const list = useInfiniteQuery(importsOptions(client));
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page title={imports.title} lead={imports.lead} exported={{ path: 'desk/imports' }}>
      <section className="card"><ChooseList label={imports.choose} /></section>
      <section className="card card-flush" aria-labelledby="former-lists">
        <h2 className="list-head" id="former-lists">{imports.listTitle}</h2>
        <Loaded query={list}>
          {() => (rows.length === 0 ? <EmptyState icon={<FileSpreadsheet />} title={imports.emptyTitle}>{imports.emptyText}</EmptyState> : (
            <>
              <div className="table-wrap">
                <table className="table table-stacked">
                  <caption className="hidden-visually">{imports.table}</caption>
                  <thead><tr><th scope="col">{imports.file}</th><th scope="col">{imports.at}</th><th scope="col">{imports.state}</th><th scope="col">{imports.result}</th></tr></thead>
                  <tbody>{rows.map((one) => <Row key={one.id} one={one} />)}</tbody>
                </table>
              </div>
              <LoadMore hasNext={list.hasNextPage} isLoading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
            </>
          ))}
        </Loaded>
      </section>
    </Page>
  );
}
