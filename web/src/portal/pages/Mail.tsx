import { Copy, Mail as MailIcon } from 'lucide-react';
import { useEffect, useState } from 'react';
import { createClient } from '../../api/client';
import type { DemoMessage, DemoMessages } from '../../api/model';
import { asProblem, type Problem } from '../../api/problem';
import { Button } from '../../ui/Button';
import { Chip, EmptyState, LoadingState, toast } from '../../ui/feedback';
import { latinDigits } from '../../ui/numbers';
import { ErrorState } from '../../ui/Problem';
import { Prose } from '../../ui/Prose';
import { TextField } from '../../ui/TextField';
import { useFormats } from '../../ui/texts';
import { useTexts } from '../texts';

const everyMs = 4000;
const pageSize = 20;
/** More than the server keeps within reach is never asked for. */
const mostShown = 200;

/** A code in a message stands alone: six digits that are no part of a reference or an address. */
const codeIn = (text: string): string | undefined => /(?<![\w/-])\d{6}(?![\w/-])/.exec(latinDigits(text))?.[0];

function Message({ message }: { message: DemoMessage }) {
  const texts = useTexts();
  const { moment, digits } = useFormats();
  const code = codeIn(message.text);
  return (
    <article className="card message">
      <div className="spread">
        <h2>{message.subject || texts.common.channels[message.channel]}</h2>
        <Chip isPlain>{texts.common.channels[message.channel] ?? message.channel}</Chip>
      </div>
      <p><Prose text={message.text} /></p>
      <div className="spread">
        <span className="meta">
          <span>{moment(message.at)}</span>
          <span><bdi>{texts.mail.to} </bdi><bdi className="ltr">{digits(message.to_masked)}</bdi></span>
        </span>
        {code && (
          <Button size="small" icon={<Copy aria-hidden="true" />} onPress={() => void navigator.clipboard.writeText(code).then(() => toast(texts.common.actions.copied), () => undefined)}>
            {texts.mail.copyCode(code)}
          </Button>
        )}
      </div>
    </article>
  );
}

/** The demo's letter box, on loopback only: what the system sent, newest first. */
export default function Mail({ parameters }: { parameters: Record<string, string> }) {
  const texts = useTexts();
  const association = parameters['association'] ?? '';
  const [list, setList] = useState<DemoMessages>();
  const [limit, setLimit] = useState(pageSize);
  const [to, setTo] = useState('');
  const [problem, setProblem] = useState<Problem>();
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const client = createClient(association);
    let isHere = true;
    const read = () => {
      client.get<DemoMessages>('demo/messages', { query: { limit, to: to.trim() || undefined } }).then(
        (answer) => {
          if (!isHere) return;
          setList(answer);
          setProblem(undefined);
        },
        (caught: unknown) => { if (isHere) setProblem(asProblem(caught)); },
      );
    };
    read();
    const timer = setInterval(() => { if (document.visibilityState === 'visible') read(); }, everyMs);
    return () => {
      isHere = false;
      clearInterval(timer);
    };
  }, [association, turn, limit, to]);
  const items = list?.items;
  useEffect(() => { document.title = texts.mail.title; }, [texts]);
  return (
    <main className="wrap narrow">
      <div className="page-head">
        <h1>{texts.mail.title}</h1>
        <p className="lead">{texts.mail.lead}</p>
        <p><a href={`/${association}/`}>{texts.mail.toPortal}</a></p>
      </div>
      <search><TextField label={texts.mail.filter} hint={texts.mail.filterHint} name="to" kind="search" maxLength={60} value={to} onChange={(typed) => { setTo(typed); setLimit(pageSize); }} /></search>
      {problem && !items && <ErrorState problem={problem} onRetry={() => setTurn(turn + 1)} />}
      {!items && !problem && <LoadingState />}
      {items?.length === 0 && <div className="card"><EmptyState icon={<MailIcon />} title={to.trim() ? texts.mail.noneTo : texts.mail.emptyTitle}>{to.trim() ? undefined : texts.mail.emptyHint}</EmptyState></div>}
      {items?.map((message) => <Message key={`${message.at}/${message.text}`} message={message} />)}
      {list?.more && limit < mostShown && <Button onPress={() => setLimit(limit + pageSize)}>{texts.common.actions.more}</Button>}
    </main>
  );
}
