import { ask } from './client.ts';

export type HoldingsFile = 'licenses';
export interface Brought {
  readonly taken: number;
  readonly remarks: readonly { readonly line: number; readonly skipped: boolean; readonly reason: string }[];
}

/** Uploads what a library holds: licensed titles (KBART). */
export async function bringHoldings(what: HoldingsFile, file: File): Promise<Brought> {
  const response = await ask('PUT', `/api/sourcing/${what}`, await file.text());
  return (await response.json()) as Brought;
}
