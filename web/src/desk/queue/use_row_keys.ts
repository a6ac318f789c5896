import { useEffect, useRef, type RefObject } from 'react';

const steps: Readonly<Record<string, number>> = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };
const busy = 'input,textarea,select,[role=combobox],[role=dialog],[contenteditable]';

/**
 * j and k, or the arrows, move between the links marked data-row; Enter opens, being a link's own key. `field` selects the one that is typed in
 * above them: the arrow down leaves it for the first, and the arrow up goes back.
 */
export function useRowKeys(field?: string): RefObject<HTMLDivElement | null> {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const step = steps[event.key];
      const target = event.target as HTMLElement;
      const isInField = field !== undefined && event.key === 'ArrowDown' && target.matches(field);
      if (step === undefined || event.ctrlKey || event.metaKey || event.altKey || (!isInField && target.closest(busy))) return;
      const rows = [...(box.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])];
      const here = rows.indexOf(document.activeElement as HTMLElement);
      // The arrows still scroll the page until a row has the focus.
      if (here < 0 && event.key.startsWith('Arrow') && !isInField) return;
      const above = here === 0 && event.key === 'ArrowUp' && field !== undefined ? document.querySelector<HTMLElement>(field) : null;
      const next = above ?? rows[here < 0 ? (step > 0 ? 0 : rows.length - 1) : here + step];
      if (!next) return;
      event.preventDefault();
      next.focus();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [field]);
  return box;
}
