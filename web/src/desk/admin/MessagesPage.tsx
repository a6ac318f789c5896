import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { MailCheck, RotateCw } from 'lucide-react';
import type { MessageRow } from '../../api/desk';
import { asProblem } from '../../api/problem';
import { Button } from '../../ui/Button';
import { Segmented } from '../../ui/choices';
import { Chip, EmptyState, toast, type Tone } from '../../ui/feedback';
import { explain } from '../../ui/Problem';
import { useCommon } from '../../ui/texts';
import { useClient, useMay } from '../context';
import { useDates } from '../formats';
import { Loaded } from '../parts/Loaded';
import { LoadMore } from '../parts/LoadMore';
import { Page } from '../parts/Page';
import { useDesk, wordFor } from '../texts';
import { messagesOptions, type MessageState } from './admin_data';

const tones: Readonly<Record<MessageRow['state'], Tone>> = { waiting: 'info', sent: 'ok', failed: 'warn', given_up: 'error' };

function Row({ message }: { message: MessageRow }) {
  const { admin, words } = useDesk();
  const common = useCommon();
  const dates = useDates();
  const client = useClient();
  const may = useMay();
  const queries = useQueryClient();
  const retry = useMutation({
    mutationFn: () => client.post(`desk/messages/${message.id}/retry`, {}),
    onSuccess: () => {
      toast(admin.messages.retried);
      void queries.invalidateQueries({ queryKey: ['messages'] });
    },
    onError: (error) => toast(explain(asProblem(error), common), 'error'),
  });
  const isFailed = message.state === 'failed' || message.state === 'given_up';
  return (
    <tr>
      <td className="nowrap" data-label={admin.messages.at}><time dateTime={message.at}>{dates.stamp(message.at)}</time></td>
      <td data-label={admin.messages.channel}>{wordFor(words.channels, message.channel)}</td>
      <th scope="row" data-label={admin.messages.template}><bdi>{message.title ? dates.words(message.title) : wordFor(words.tellings, message.template)}</bdi></th>
      <td data-label={admin.messages.request}>{message.request && <Link to="/requests/$request" params={{ request: message.request }}>{admin.messages.openRequest}</Link>}</td>
      <td data-label={admin.messages.state}>
        <Chip tone={tones[message.state]}>{words.messageStates[message.state]}</Chip>
        <span className="sub">{admin.messages.attempts(message.attempts)}{message.code && <> · <bdi className="ltr">{message.code}</bdi></>}</span>
      </td>
      <td className="cell-action">{isFailed && may('message_retry') && <Button size="small" busy={retry.isPending} icon={<RotateCw aria-hidden="true" />} onPress={() => retry.mutate()}>{admin.messages.retry}</Button>}</td>
    </tr>
  );
}

export default function MessagesPage() {
  const { admin } = useDesk();
  const client = useClient();
  const navigate = useNavigate();
  const raw = useSearch({ strict: false }) as { state?: string };
  const state: MessageState = raw.state === 'failed' || raw.state === 'waiting' ? raw.state : 'any';
  const list = useInfiniteQuery(messagesOptions(client, state));
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  const options = [{ id: 'any', label: admin.messages.any }, { id: 'failed', label: admin.messages.failed }, { id: 'waiting', label: admin.messages.waiting }] as const;
  const empty = state === 'failed'
    ? <EmptyState icon={<MailCheck />} title={admin.messages.emptyFailedTitle}>{admin.messages.emptyFailedText}</EmptyState>
    : <EmptyState icon={<MailCheck />} title={admin.messages.emptyTitle}>{admin.messages.emptyText}</EmptyState>;
  return (
    <Page title={admin.messages.title} lead={admin.messages.text} exported={{ path: 'desk/messages', query: { state } }}>
      <section className="card card-flush">
        <div className="list-head">
          <Segmented<MessageState> label={admin.messages.state} options={options} value={state} onChange={(next) => void navigate({ to: '/messages', search: next === 'any' ? {} : { state: next }, replace: true })} />
        </div>
        <Loaded query={list}>
          {() => (rows.length === 0 ? empty : (
            <>
              <div className="table-wrap">
                <table className="table table-stacked">
                  <caption className="hidden-visually">{admin.messages.table}</caption>
                  <thead>
                    <tr>
                      <th scope="col">{admin.messages.at}</th><th scope="col">{admin.messages.channel}</th><th scope="col">{admin.messages.template}</th>
                      <th scope="col">{admin.messages.request}</th><th scope="col">{admin.messages.state}</th><td />
                    </tr>
                  </thead>
                  <tbody>{rows.map((message) => <Row key={message.id} message={message} />)}</tbody>
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
