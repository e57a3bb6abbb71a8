import { useSyncExternalStore } from 'react';

/** The library an operator acts for; everyone else is at their own. Kept for this tab only. */
const KEPT = 'trillium.acting';
const listeners = new Set<() => void>();

export const actingFor = (): string | undefined => sessionStorage.getItem(KEPT) ?? undefined;

export function actFor(library: string | undefined): void {
  if (library) sessionStorage.setItem(KEPT, library);
  else sessionStorage.removeItem(KEPT);
  listeners.forEach((listener) => listener());
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** The same, and the page follows when it changes. */
export const useActingFor = (): string | undefined => useSyncExternalStore(subscribe, actingFor);
