import type { Attachment, FormItem, ItemValue } from '../../api/model';
import { FileName } from '../../ui/FileName';
import { Prose } from '../../ui/Prose';
import { useFormats } from '../../ui/texts';
import { usePortal } from '../session';
import { useTexts } from '../texts';

/** Files by name where the name is known here, and always as links: what was sent can be looked at again. */
function FileLinks({ ids, files }: { ids: readonly string[]; files: Readonly<Record<string, Pick<Attachment, 'name'>>> }) {
  const texts = useTexts();
  const { number } = useFormats();
  const { client } = usePortal();
  return ids.map((id, index) => (
    <a key={id} href={client.address(`portal/attachments/${id}`)} target="_blank" rel="noreferrer" style={{ display: 'block' }}>
      <FileName name={files[id]?.name ?? texts.form.viewFile(number(index + 1))} />
    </a>
  ));
}

/** A value as people read it; choices by the words of the form, when it is at hand. */
export function AnswerText({ item, value, files = {} }: { item?: FormItem; value: ItemValue | undefined; files?: Readonly<Record<string, Pick<Attachment, 'name'>>> }) {
  const texts = useTexts();
  const { words, money, digits, both } = useFormats();
  if (value?.attachments?.length) return <FileLinks ids={value.attachments} files={files} />;
  if (value?.date) return <>{both(value.date)}</>;
  if (value?.sighted?.number) {
    return (
      <>
        {texts.common.identityTypes[value.sighted.type]} <bdi className="ltr">{digits(value.sighted.number)}</bdi>
        {value.sighted.expires_on && <span className="small muted" style={{ display: 'block' }}>{texts.standing.expires(both(value.sighted.expires_on))}</span>}
      </>
    );
  }
  const text = value?.text;
  if (!text) return <span className="muted">{texts.form.notGiven}</span>;
  const choice = words(item?.choices.find((one) => one.id === text)?.title);
  if (choice) return <>{choice}</>;
  switch (item?.type) {
    case 'yes_no': return <>{text === 'yes' ? texts.common.yesNo.yes : texts.common.yesNo.no}</>;
    case 'money': return <span className="numbers">{/^\d+$/.test(text) ? money(Number(text)) : text}</span>;
    case 'region': return <>{texts.form.regions[text] ?? text}</>;
    case 'number': case 'phone': case 'email': case 'identity_number': case 'iban': case 'short_address': return <bdi className="ltr">{digits(text)}</bdi>;
    default: return <Prose text={text} />;
  }
}
