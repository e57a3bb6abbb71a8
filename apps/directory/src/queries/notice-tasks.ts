import { Injectable } from '@nestjs/common';
import type { NoMail, Task, TaskAction, TaskList } from '#lib/contracts';
import { Database, statement } from '#lib/messaging';
import { NameSafe } from '../app/names/name-safe.ts';
import type { NoticeState } from '../domain/notice/notice.ts';
import { titleOf } from './title-of.ts';

const MOST = 200;
const WAITING = statement(`select n.id, n.state, n.deadline_at as deadline, f.patron_ref as "patronRef", f.sealed
  from notice n left join followed_request f on f.id = n.request_id
  where n.status in ('to-tell', 'failed', 'uncertain') order by n.settled_at, n.id limit ${MOST + 1}`);
interface Row {
  readonly id: string;
  readonly state: NoticeState;
  readonly deadline: Date | null;
  readonly patronRef: string | null;
  readonly sealed: string | null;
}

/** What waits for somebody to tell a patron. */
@Injectable()
export class NoticeTasks {
  constructor(
    private readonly database: Database,
    private readonly names: NameSafe,
  ) {}

  list(tenant: string): Promise<TaskList> {
    return this.database.transaction({ tenant }, async (tx) => {
      const rows = await tx.query<Row>(WAITING);
      const tasks: Task[] = [];
      for (const row of rows.slice(0, MOST))
        tasks.push(toTask(tenant, row, await titleOf(tx, this.names, { ...row, requestId: row.state.requestId })));
      return { tasks, more: rows.length > MOST };
    });
  }
}

/** The worklists, and what is to be done about what stands in them. */
const WORKLISTS = {
  'to-tell': { kind: 'tell-patron', reason: 'the patron is to be told by staff' },
  failed: { kind: 'notice-failed', reason: 'the mail about it did not go' },
  uncertain: { kind: 'notice-uncertain', reason: 'the mail about it may have gone' },
} as const;

function toTask(library: string, { id, state, deadline }: Row, title: string): Task {
  const { requestId, status, at, channel } = state;
  const action = (name: string, primary: boolean): TaskAction => ({
    name,
    method: 'POST',
    path: `/api/directory/notices/${id}/${name}`,
    fields: [],
    primary,
  });
  const { kind, reason } = WORKLISTS[status as keyof typeof WORKLISTS];
  const mailed = channel === 'email' && status !== 'to-tell';
  return {
    id,
    service: 'directory',
    kind,
    requestId,
    library,
    title,
    reason: reasonOf(state, reason),
    since: at,
    ...(deadline && { deadline: deadline.toISOString() }),
    actions: mailed ? [action('send-again', true), action('told', false)] : [action('told', true)],
  };
}

/** Why nobody was mailed, in a librarian's words. */
const WHY: Readonly<Record<NoMail, string>> = {
  'no-address': 'The patron has no e-mail address.',
  'wants-none': 'The patron wants no mail.',
  blocked: 'The patron is blocked.',
  left: 'The patron has left the library.',
  erased: 'The patron has been erased.',
  unlinked: 'The request is nobody’s any more.',
  'unknown-patron': 'Nobody knows the patron.',
  'no-mail-server': 'The library has connected no mail server.',
  refused: 'The mail server would not have it.',
  unreachable: 'The mail server could not be reached.',
  'broke-off': 'The connection broke when the mail server may have had it: ask the patron, or send it again.',
  'came-back': 'The mail came back: nobody has it at this address.',
  'wrong-words': 'The library’s words for it cannot be filled in.',
};
const ABOUT: Readonly<Record<string, string>> = {
  'request-received': 'The request has come in',
  question: 'The patron is asked something',
  'question-reminder': 'The patron has not answered yet',
  'ready-for-pickup': 'It is ready for pick-up',
  delivered: 'It has been delivered',
  'due-soon': 'It is due soon',
  overdue: 'It is overdue',
  recalled: 'The lender wants it back',
  cancelled: 'The request was cancelled',
  unfilled: 'It could not be had',
  declined: 'The library does not get it',
  'pickup-ends': 'It waits to be picked up a few days more',
  'link-ends': 'Its link ends in a few days',
  'not-picked-up': 'It was not picked up and goes back',
  renewed: 'The loan was renewed',
  'renewal-refused': 'The loan could not be renewed',
  lost: 'It is noted as lost',
  'not-obtained': 'The patron could not get it',
  message: 'The library has written to the patron',
};

function reasonOf({ notice, why, detail }: NoticeState, waits: string): string {
  return [`${ABOUT[notice] ?? notice}; ${waits}.`, why && WHY[why], detail && `${detail}.`].filter(Boolean).join(' ');
}
