import { useEffect, useRef, type RefObject } from 'react';

interface AskedFor<Row extends HTMLElement> {
  readonly ref: RefObject<Row | null>;
  readonly 'data-asked-for'?: true;
}

/** Brings the row that an address leads to into sight, and sets it off from the others. */
export function useAskedFor<Row extends HTMLElement>(isAskedFor: boolean): AskedFor<Row> {
  const ref = useRef<Row>(null);
  useEffect(() => {
    if (isAskedFor) ref.current?.scrollIntoView({ block: 'center' });
  }, [isAskedFor]);
  return { ref, ...(isAskedFor && { 'data-asked-for': true }) };
}
