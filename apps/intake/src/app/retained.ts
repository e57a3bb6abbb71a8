import { statement } from '#lib/messaging';
import type { RetainedKind } from '#lib/service';
import { emptyUploads } from './empty-uploads.ts';
import { unlinkDue } from './unlink-requests.ts';

export const LIBRARIES = statement('select symbol from library order by symbol');

/** What a library need not keep for ever, and for how long it does is its own setting. */
export const INTAKE_ENDS: readonly RetainedKind[] = [
  { what: 'closed requests, unlinked from their patrons', end: unlinkDue },
  { what: 'uploaded files, emptied', end: emptyUploads },
];
