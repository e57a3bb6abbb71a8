import { useSyncExternalStore } from 'react';

let zone: string | undefined;
const listeners = new Set<() => void>();

/** Shows moments in this time zone (IANA) from now on; a demonstration says which its libraries are in. */
export function showTimesOf(timeZone: string | undefined): void {
  if (timeZone === zone) return;
  zone = timeZone;
  listeners.forEach((listener) => listener());
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** The time zone to show moments in; undefined for the browser's own. */
export const useTimeZone = (): string | undefined => useSyncExternalStore(subscribe, () => zone);
