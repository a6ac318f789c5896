import { useQuery } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useState } from 'react';
import type { FormItem, ItemValue } from '../../api/model';
import { check, normalise } from '../../portal/form/rules';
import { Button } from '../../ui/Button';
import { today } from '../../ui/dates';
import { Alert } from '../../ui/feedback';
import { ProblemAlert } from '../../ui/Problem';
import { useCommon } from '../../ui/texts';
import { useClient } from '../context';
import { useDraft } from '../drafts';
import { useDates } from '../formats';
import { ItemField, useFaultText } from '../parts/ItemField';
import { useDesk } from '../texts';
import type { ItemView, RequestPage } from './model';
import { kindsOptions } from './request_data';
import { isChanged, useAct } from './use_act';

/** The form's own item, or what the page knows of it. */
const formItem = (item: ItemView, known: FormItem | undefined): FormItem =>
  known ?? { id: item.id, kind: item.kind, type: item.type, title: item.title, required: item.required, when: [], choices: item.choices ?? [], identity_document: item.kind === 'sighted' && item.checks.includes('identity') };

/** A value that verify corrects: the declaration over the former one is void then. */
export function CorrectItem({ page, item, onDone }: { page: RequestPage; item: ItemView; onDone: () => void }) {
  const { request } = useDesk();
  const { items } = request;
  const common = useCommon();
  const { words } = useDates();
  const client = useClient();
  const { data: kinds } = useQuery(kindsOptions(client));
  const form = formItem(item, kinds?.find((kind) => kind.id === page.kind)?.items.find((one) => one.id === item.id));
  const [value, setValue, forget] = useDraft<ItemValue | undefined>(`${page.id}/correct/${item.id}`, () => item.value);
  const [tried, setTried] = useState(false);
  const act = useAct(page, () => { forget(); onDone(); });
  const faultText = useFaultText();
  const sent = value?.text === undefined ? value : { ...value, text: normalise(form, value.text) };
  const fault = check({ ...form, required: true }, sent, today());
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!fault && sent) void act.run({ path: `items/${item.id}`, body: { value: sent } }, 'put');
  };
  return (
    <form className="item-form stack" onSubmit={submit} noValidate aria-label={items.correctTitle(words(item.title))}>
      {page.declaration?.signed_at && <Alert tone="warn">{items.correctWarning}</Alert>}
      {act.problem && !isChanged(act.problem) && <ProblemAlert problem={act.problem} />}
      <ItemField request={page.id} item={form} value={value} files={page.attachments} onChange={setValue} error={tried && fault ? faultText(fault, form) : undefined} />
      <div className="action-form-foot">
        <Button type="submit" variant="primary" busy={act.isBusy}>{items.correctSave}</Button>
        <Button variant="quiet" onPress={onDone}>{common.actions.cancel}</Button>
      </div>
    </form>
  );
}
