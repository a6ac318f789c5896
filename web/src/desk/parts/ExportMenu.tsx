import { Download } from 'lucide-react';
import { useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { Menu, MenuItem, MenuTrigger } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import { asProblem, type Problem } from '../../api/problem';
import { buttonClass } from '../../ui/Button';
import { toast } from '../../ui/feedback';
import { explain } from '../../ui/Problem';
import { useCommon, useFormats } from '../../ui/texts';
import { useClient } from '../context';
import type { ExportedList } from './Exported';
import { useDesk } from '../texts';

const forms = ['xlsx', 'csv'] as const;

/** Gives the browser a file to keep. */
function keep(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** The list that stands on the page, whole and by the same filters, as a file. */
export default function ExportMenu({ path, query, title }: ExportedList) {
  const { exports } = useDesk();
  const common = useCommon();
  const { words, locale } = useFormats();
  const client = useClient();
  const [isBusy, setBusy] = useState(false);
  const sayWhy = (problem: Problem) => {
    const [first] = problem.obstacles;
    const said = [words(first?.message), words(first?.remedy_text)].filter(Boolean).join(' ');
    toast(said || explain(problem, common), 'error');
  };
  const take = async (format: string) => {
    setBusy(true);
    try {
      const { blob, name } = await client.file(`${path}/export`, { ...query, format, language: locale.language });
      keep(blob, name);
      toast(exports.done);
    } catch (error) {
      sayWhy(asProblem(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <MenuTrigger>
      <Button className={buttonClass({})} isPending={isBusy} {...(title && { 'aria-label': exports.of(title) })}>
        {isBusy ? <span className="spinner" role="img" aria-label={common.states.loading} /> : <Download aria-hidden="true" />}
        {exports.button}
      </Button>
      <Popover className="popover" placement="bottom end">
        <Menu className="menu" aria-label={exports.button} onAction={(form) => void take(String(form))}>
          {forms.map((form) => <MenuItem key={form} id={form} className="menu-item">{exports[form]}</MenuItem>)}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
