import { MessageSquare } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Done, Page, PortalMessage } from '../../api/model';
import { Chip, EmptyState, LoadingState } from '../../ui/feedback';
import { ErrorState } from '../../ui/Problem';
import { Prose } from '../../ui/Prose';
import { Link } from '../../ui/router';
import { useFormats } from '../../ui/texts';
import { PageHead } from '../bits';
import { useLoad } from '../load';
import { usePortal } from '../session';
import { useTexts } from '../texts';

export default function Messages() {
  const texts = useTexts();
  const { moment } = useFormats();
  const { client, countUnread } = usePortal();
  const { data, problem, reload } = useLoad<Page<PortalMessage>>('messages', (signal) => client.get('portal/messages', { query: { limit: 50 }, signal }));
  // What was unread when the page was opened stays marked while it is looked at.
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    const unread = data?.items.filter((message) => !message.read_at).map((message) => message.id) ?? [];
    if (unread.length === 0) return;
    const timer = setTimeout(() => {
      setFresh((old) => new Set([...old, ...unread]));
      // To have seen it here is the proof that it was told: one reading for each.
      void Promise.allSettled(unread.map((id) => client.post<Done>(`portal/messages/${id}/reading`, {}))).then(countUnread);
    }, 1200);
    return () => clearTimeout(timer);
  }, [data, client, countUnread]);
  return (
    <>
      <PageHead title={texts.messages.title} />
      {problem && !data && <ErrorState problem={problem} onRetry={reload} />}
      {!data && !problem && <LoadingState />}
      {data?.items.length === 0 && <div className="card"><EmptyState icon={<MessageSquare />} title={texts.messages.emptyTitle}>{texts.messages.emptyHint}</EmptyState></div>}
      <div className="stack">
        {data?.items.map((message) => {
          const isUnread = !message.read_at || fresh.has(message.id);
          return (
            <article className="card message" key={message.id} data-unread={isUnread}>
              <div className="spread">
                <h2>{message.subject}</h2>
                {isUnread && <Chip tone="ok">{texts.messages.unread}</Chip>}
              </div>
              <p><Prose text={message.text} /></p>
              <div className="meta">
                <span>{moment(message.at)}</span>
                <span>{texts.common.channels[message.channel] ?? message.channel}</span>
                {message.request && <Link to={`requests/${message.request}`}>{texts.messages.openRequest}</Link>}
              </div>
            </article>
          );
        })}
      </div>
    </>
  );
}
