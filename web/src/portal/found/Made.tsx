import { Copy, ExternalLink, Landmark } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { FoundedAssociation } from '../../api/founding';
import { Button, ButtonLink } from '../../ui/Button';
import { toast } from '../../ui/feedback';
import { useFormats } from '../../ui/texts';
import { useFound } from './texts';

/** It is there. The set-up link is shown this once. */
export function Made({ made, administrator }: { made: FoundedAssociation; administrator: string }) {
  const texts = useFound();
  const { words } = useFormats();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const copy = () => void navigator.clipboard.writeText(made.setup_link).then(() => toast(texts.copied), () => toast(texts.notCopied, 'error'));
  return (
    <>
      <div className="page-head">
        <span className="celebrate" aria-hidden="true"><Landmark /></span>
        <h1 ref={heading} tabIndex={-1}>{texts.madeTitle(words({ ...made.name }))}</h1>
        <p className="lead">{texts.madeLead}</p>
      </div>
      <section className="card stack">
        <h2>{texts.setupTitle}</h2>
        <p>{texts.setupText(administrator)}</p>
        <div className="reference-box">
          <bdi className="ltr found-link">{made.setup_link}</bdi>
          <Button variant="primary" icon={<Copy aria-hidden="true" />} onPress={copy}>{texts.copy}</Button>
        </div>
      </section>
      <section className="card stack">
        <h2>{texts.nextTitle}</h2>
        <ol className="found-next">{texts.next.map((line) => <li key={line}>{line}</li>)}</ol>
        <div className="row">
          <ButtonLink href={made.portal} target="_blank" rel="noreferrer" icon={<ExternalLink aria-hidden="true" data-flip />}>{texts.portal}</ButtonLink>
          <ButtonLink href={made.desk} target="_blank" rel="noreferrer" variant="quiet">{texts.desk}</ButtonLink>
        </div>
      </section>
    </>
  );
}
