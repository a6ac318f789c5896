import { useState } from 'react';
import type { PersonFile } from '../../../api/desk';
import { Button } from '../../../ui/Button';
import { Select } from '../../../ui/choices';
import { Dialog } from '../../../ui/Dialog';
import { useCommon } from '../../../ui/texts';
import { useDesk, wordFor } from '../../texts';
import { EditValue } from '../EditPerson';
import { writtenFields } from '../fields';

/** A value that the file does not have yet: which one first, then as every other is written. */
export function AddValue({ file, onClose }: { file: PersonFile; onClose: () => void }) {
  const { personFile, words } = useDesk();
  const common = useCommon();
  const missing = writtenFields.filter((field) => !file.values.some((value) => value.field === field));
  const [field, setField] = useState(missing[0] ?? '');
  const [isChosen, setChosen] = useState(false);
  if (isChosen) return <EditValue file={file} field={field} value="" onClose={onClose} />;
  return (
    <Dialog
      title={personFile.addTitle} isOpen onClose={onClose}
      actions={<><Button onPress={onClose}>{common.actions.cancel}</Button><Button variant="primary" onPress={() => setChosen(true)}>{common.actions.next}</Button></>}
    >
      <Select label={personFile.which} name="field" value={field} options={missing.map((id) => ({ id, label: wordFor(words.fields, id) }))} onChange={setField} />
    </Dialog>
  );
}
