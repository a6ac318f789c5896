import { Copy, Mail as MailIcon } from 'lucide-react';
import { useEffect, useState } from 'react';
import { createClient } from '../../api/client';
import type { DemoMessage, Page } from '../../api/model';
import { asProblem, type Problem } from '../../api/problem';
import { Button } from '../../ui/Button';
import { Chip, EmptyState, LoadingState, toast } from '../../ui/feedback';
import { latinDigits } from '../../ui/numbers';
import { ErrorState } from '../../ui/Problem';
import { Prose } from '../../ui/Prose';
import { useFormats } from '../../ui/texts';
import { useTexts } from '../texts';

const everyMs = 4000;

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
  const [items, setItems] = useState<DemoMessage[]>();
  const [problem, setProblem] = useState<Problem>();
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const client = createClient(association);
    const read = () => {
      client.get<Page<DemoMessage>>('demo/messages').then(
        (page) => {
          setItems(page.items);
          setProblem(undefined);
        },
        (caught: unknown) => setProblem(asProblem(caught)),
      );
    };
    read();
    const timer = setInterval(() => { if (document.visibilityState === 'visible') read(); }, everyMs);
    return () => clearInterval(timer);
  }, [association, turn]);
  useEffect(() => { document.title = texts.mail.title; }, [texts]);
  return (
    <main className="wrap narrow">
      <div className="page-head">
        <h1>{texts.mail.title}</h1>
        <p className="lead">{texts.mail.lead}</p>
        <p><a href={`/${association}/`}>{texts.mail.toPortal}</a></p>
      </div>
      {problem && !items && <ErrorState problem={problem} onRetry={() => setTurn(turn + 1)} />}
      {!items && !problem && <LoadingState />}
      {items?.length === 0 && <div className="card"><EmptyState icon={<MailIcon />} title={texts.mail.emptyTitle}>{texts.mail.emptyHint}</EmptyState></div>}
      {items?.map((message) => <Message key={`${message.at}/${message.text}`} message={message} />)}
    </main>
  );
}
