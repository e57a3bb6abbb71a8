import { Injectable } from '@nestjs/common';
import type { Task, TaskAction, TaskList } from '#lib/contracts';
import { Database, statement } from '#lib/messaging';
import { NameSafe } from '../app/names/name-safe.ts';
import { titleOf } from './title-of.ts';

const MOST = 200;
const UNREAD = statement(`select m.request_id as "requestId", f.patron_ref as "patronRef", f.sealed, count(*)::int as n,
    min(m.at) as since, (array_agg(m.id order by m.at, m.id))[1] as first
  from conversation_message m join followed_request f on f.id = m.request_id
  where m.writer = 'patron' and m.read_at is null group by 1, 2, 3 order by since, 1 limit ${MOST + 1}`);
interface Row {
  readonly requestId: string;
  readonly patronRef: string | null;
  readonly sealed: string | null;
  readonly n: number;
  readonly since: Date;
  readonly first: string;
}

/** Requests about which their patron wrote something that nobody at the library has read: answering or reading ends it. */
@Injectable()
export class PatronWrote {
  constructor(
    private readonly database: Database,
    private readonly names: NameSafe,
  ) {}

  list(tenant: string): Promise<TaskList> {
    return this.database.transaction({ tenant }, async (tx) => {
      const rows = await tx.query<Row>(UNREAD);
      const tasks: Task[] = [];
      for (const row of rows.slice(0, MOST)) tasks.push(toTask(tenant, row, await titleOf(tx, this.names, row)));
      return { tasks, more: rows.length > MOST };
    });
  }
}

function toTask(library: string, { requestId, n, since, first }: Row, title: string): Task {
  const path = `/api/directory/requests/${requestId}/conversation`;
  const action = (name: string, more: Partial<TaskAction>): TaskAction => ({
    name,
    method: 'POST',
    path,
    fields: [],
    primary: false,
    ...more,
  });
  const reason = n === 1 ? 'The patron has written.' : `The patron has written ${n} messages.`;
  const what = { id: first, service: 'directory', kind: 'patron-wrote', requestId, library, title } as const;
  const answer = action('answer-patron', { fields: [{ name: 'text', kind: 'long-text', required: true }], primary: true });
  return { ...what, reason, since: since.toISOString(), actions: [answer, action('mark-read', { path: `${path}/read` })] };
}
