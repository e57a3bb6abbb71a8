import { keptOfPatron, type KeptOfPatron } from '#lib/service';

const OWN = 'select id from request where patron_ref = $1';

/** What intake keeps of a patron. What has been unlinked from them is not found any more, as nobody can find it. */
export const INTAKE_KEEPS: readonly KeptOfPatron[] = [
  keptOfPatron(
    'What intake goes by when you ask',
    'select "group", active, wishes, keep_history as "keepsHistory" from patron where patron_ref = $1',
  ),
  keptOfPatron(
    'Who may ask in your name, and in whose name you may',
    'select patron_ref as patron, proxy_ref as "asksForThem", ends_at as "endsAt" from proxy where patron_ref = $1 or proxy_ref = $1',
  ),
  keptOfPatron(
    'Requests you made in another’s name',
    'select id, submitted_at as "askedAt" from request_view where asked_by = $1 order by submitted_at',
  ),
  keptOfPatron('Your requests', 'select * from request_view where patron_ref = $1 order by submitted_at'),
  keptOfPatron(
    'What happened with them',
    `select request_id as request, at, service, type as what, text, data from timeline where request_id in (${OWN}) order by at, pos`,
  ),
  keptOfPatron('Your requests as they are kept', 'select id, state from request where patron_ref = $1 order by submitted_at'),
  keptOfPatron(
    'What was written down at each step of them',
    `select aggregate as request, at, type as what, actor as "by", data from event where aggregate in (${OWN}) order by aggregate, version`,
  ),
  keptOfPatron(
    'Lines of uploaded files with a request of yours',
    `select batch_id as file, line, status, request, error from batch_line where patron_ref = $1`,
  ),
];
