import { FileText } from 'lucide-react';
import type { ItemValue } from '../../api/model';
import { FileName } from '../../ui/FileName';
import { useDates } from '../formats';
import { BothDates } from '../parts/BothDates';
import { Numeric } from '../parts/Reference';
import { useDesk, wordFor } from '../texts';
import type { ItemView, RequestPage } from './model';

const leftToRight = new Set(['phone', 'email', 'identity_number', 'iban', 'short_address', 'number']);

/** One answer, as its type is read. */
export function FieldText({ item, value }: { item: Pick<ItemView, 'type' | 'choices'>; value: ItemValue }) {
  const { words } = useDesk();
  const dates = useDates();
  const text = value.text ?? '';
  if (value.date) return <BothDates iso={value.date} />;
  if (item.type === 'money' && /^\d+$/.test(text)) return <>{dates.money(Number(text))}</>;
  if (item.type === 'yes_no') return <>{text === 'yes' ? words.yes : words.no}</>;
  if (item.type === 'region') return <>{wordFor(words.regions, text)}</>;
  if (item.type === 'choice') return <>{dates.words(item.choices?.find((choice) => choice.id === text)?.title) || text}</>;
  if (leftToRight.has(item.type)) return <Numeric>{text}</Numeric>;
  return <span className={item.type === 'long_text' ? 'prose' : undefined}><bdi>{text}</bdi></span>;
}

/** What was given for an item: a value, files, or a document that was sighted. */
export function ItemValueText({ item, page, onOpen }: { item: ItemView; page: RequestPage; onOpen: (attachment: string) => void }) {
  const { request, words } = useDesk();
  const dates = useDates();
  const { value } = item;
  if (!value) return <span className="mark-missing">{request.items.missing}{!item.required && ` · ${request.items.optional}`}</span>;
  if (value.sighted) {
    const { type, number, expires_on } = value.sighted;
    return (
      <span>
        {wordFor(words.identityTypes, type)} · <Numeric>{number}</Numeric>
        <span className="sub">{request.items.sightedExpires} {dates.bothDates(expires_on)}</span>
      </span>
    );
  }
  if (value.attachments) {
    const files = value.attachments.map((id) => page.attachments.find((file) => file.id === id) ?? { id, name: id, destroyed_at: undefined });
    return (
      <span className="row-wrap">
        {files.map((file) => (file.destroyed_at ? <span key={file.id} className="muted">{request.documents.destroyed}</span> : (
          <button key={file.id} type="button" className="link-button" onClick={() => onOpen(file.id)}><FileText size={15} aria-hidden="true" /> <FileName name={file.name} /></button>
        )))}
      </span>
    );
  }
  return <FieldText item={item} value={value} />;
}
