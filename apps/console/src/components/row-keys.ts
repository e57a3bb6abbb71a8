import { useEffect, type RefObject } from 'react';

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, j: 1, k: -1 };

/**
 * Arrow keys (or j and k) move from row to row, `/` goes to the search, as on a list people work through all day. `x` ticks the row
 * that has the focus, where rows can be ticked: its checkbox is the first in the row (`li` or `tr`).
 */
export function useRowKeys(list: RefObject<HTMLElement | null>, search: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const box = event.target instanceof HTMLInputElement && event.target.type === 'checkbox';
      if (event.altKey || event.ctrlKey || event.metaKey || (typing(event.target) && !box)) return;
      if (event.key === '/') {
        event.preventDefault();
        search.current?.focus();
        return;
      }
      const row = list.current?.contains(document.activeElement) ? document.activeElement?.closest('li, tr') : undefined;
      if (event.key === 'x') row?.querySelector<HTMLInputElement>('input[type=checkbox]')?.click();
      const step = STEPS[event.key];
      const links = [...(list.current?.querySelectorAll<HTMLElement>('.row-link') ?? [])];
      const at = links.findIndex((link) => link === document.activeElement || (row?.contains(link) ?? false));
      // elsewhere the arrows scroll the page, as ever; j begins at the top
      if (step === undefined || (at < 0 && event.key !== 'j')) return;
      event.preventDefault();
      links[Math.max(0, Math.min(links.length - 1, at + step))]?.focus();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [list, search]);
}
