/** What a server says is wrong (SRU 1.2 and 2.0, diagnostics). */
export interface Diagnostic {
  readonly uri: string;
  /** The number at the end of `info:srw/diagnostic/1/…`; 0 for one of another list. */
  readonly code: number;
  readonly message: string;
  readonly details?: string;
}

/** Of SRU's list, version 1 (Appendix A): those after which the same query may be asked again. */
const PASSES = new Set([2]);
export const AUTHENTICATION = 3;
export const VERSION = 5;

/** What to do about it, where the server's own words seldom say. */
const REMEDY: Readonly<Record<number, string>> = {
  1: 'ask whoever runs the catalog',
  2: 'it is down for a while',
  3: 'check user name and password',
  4: 'the address is not one of searches',
  5: 'set another SRU version at the connector',
  10: 'its CQL is not the one of the standard',
  16: 'the catalog has no such index',
  66: 'set another record schema at the connector',
  67: 'set another record schema at the connector',
};

export const isPassing = ({ code }: Diagnostic): boolean => PASSES.has(code);

/** `Unsupported index: bath.isbn (16; the catalog has no such index)`. */
export function wordsOf({ code, message, details }: Diagnostic): string {
  const remedy = REMEDY[code];
  const after = [code ? String(code) : '', remedy ?? ''].filter(Boolean).join('; ');
  return `${message}${details ? `: ${details}` : ''}${after ? ` (${after})` : ''}`;
}
