import { queryOptions } from '@tanstack/react-query';
import type { AuditEntry, AuditTrail } from '#lib/contracts';
import { get } from './client.ts';
import { download } from './reports.ts';

/** The services, each of which keeps its own part of the audit trail. */
export const ROOMS = ['directory', 'intake', 'sourcing', 'fulfillment', 'payment', 'reporting'] as const;
export type Room = (typeof ROOMS)[number];

/** What is looked for, as the page's address has it. Days are the browser's. */
export interface AuditAsked {
  readonly room?: string;
  readonly kind?: string;
  readonly person?: string;
  readonly subject?: string;
  readonly from?: string;
  readonly to?: string;
}
export type RoomEntry = AuditEntry & { readonly room: Room };

const isRoom = (name: string | undefined): name is Room => ROOMS.some((room) => room === name);
const roomsOf = ({ room }: AuditAsked): readonly Room[] => (isRoom(room) ? [room] : ROOMS);

/** Both days included, by the clock of who looks. */
function inQuery({ kind, person, subject, from, to }: AuditAsked): string {
  const begin = from && new Date(`${from}T00:00:00`).toISOString();
  const end = to && new Date(new Date(`${to}T00:00:00`).getTime() + 86_400_000).toISOString();
  const said = { kind, person: person?.trim(), subject: subject?.trim(), from: begin, to: end };
  return new URLSearchParams(Object.entries(said).flatMap(([name, value]) => (value ? [[name, value]] : []))).toString();
}

/** The latest of all services asked for, in one order; `more` where a service has more than it sent. */
export const auditQuery = (asked: AuditAsked) =>
  queryOptions({
    queryKey: ['audit', asked],
    // each look is itself written down: it is not repeated for its own sake
    staleTime: 60_000,
    refetchOnWindowFocus: false,
    queryFn: async ({ signal }): Promise<{ entries: RoomEntry[]; more: boolean }> => {
      const query = inQuery(asked);
      const trails = await Promise.all(
        roomsOf(asked).map(async (room) => ({ room, ...(await get<AuditTrail>(`/api/${room}/audit?${query}`, signal)) })),
      );
      const entries = trails.flatMap(({ room, entries: found }) => found.map((entry) => ({ ...entry, room })));
      return { entries: entries.toSorted((a, b) => (a.at < b.at ? 1 : -1)), more: trails.some(({ next }) => next !== undefined) };
    },
  });

/** All that fits, of one service after another, each as a file. */
export async function downloadAudit(asked: AuditAsked, format: 'csv' | 'xlsx'): Promise<void> {
  for (const room of roomsOf(asked))
    await download(`/api/${room}/audit/trail.${format}?${inQuery(asked)}`, `audit-${room}.${format}`);
}
