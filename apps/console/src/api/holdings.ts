import { ask } from './client.ts';

export type HoldingsFile = 'licenses' | 'catalog';
export interface Brought {
  readonly taken: number;
  readonly remarks: readonly { readonly line: number; readonly skipped: boolean; readonly reason: string }[];
}

/** Uploads what a library holds: licensed titles (KBART), or its catalog as a MARC file, whose bytes go as they are. */
export async function bringHoldings(what: HoldingsFile, file: File): Promise<Brought> {
  const body = what === 'catalog' ? new Blob([file], { type: 'application/octet-stream' }) : await file.text();
  const response = await ask('PUT', `/api/sourcing/${what}`, body);
  return (await response.json()) as Brought;
}
