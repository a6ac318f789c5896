import { useState } from 'react';
import { Select } from '../../ui/choices';
import { Alert } from '../../ui/feedback';
import { useDesk } from '../texts';
import { ChooseList } from './ChooseList';
import type { ImportView } from './imports_data';

/** A list is one sheet: what else the file holds is told, and comes in as a list of its own. */
export function OtherSheets({ view }: { view: ImportView }) {
  const { imports } = useDesk();
  const [chosen, setChosen] = useState(view.other_sheets[0]);
  if (chosen === undefined) return null;
  return (
    <section className="card stack-small" aria-labelledby="import-sheets">
      <h2 id="import-sheets">{imports.sheetsTitle}</h2>
      <Alert tone="warn">{imports.sheetsText(view.sheet)}</Alert>
      <Select label={imports.sheet} name="sheet" value={chosen} options={view.other_sheets.map((name) => ({ id: name, label: name }))} onChange={setChosen} />
      <ChooseList label={imports.chooseSheet(chosen)} sheet={chosen} />
    </section>
  );
}
