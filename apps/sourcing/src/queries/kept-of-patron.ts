import { keptOfPatron, type KeptOfPatron } from '#lib/service';

const OWN = 'select id from request where patron_ref = $1';

/** What sourcing keeps of a patron. */
export const SOURCING_KEEPS: readonly KeptOfPatron[] = [
  keptOfPatron('What sourcing goes by when it decides', 'select "group", blocked, active from patron where ref = $1'),
  keptOfPatron('Your requests, with what was looked up', 'select id, status, state from request where patron_ref = $1'),
  keptOfPatron(
    'What was decided, by which rule and why',
    `select request_id as request, at, route, rule, reason, facts from decision where request_id in (${OWN}) order by at`,
  ),
  keptOfPatron(
    'What was written down at each step of them',
    `select aggregate as request, at, type as what, actor as "by", data from event where aggregate in (${OWN}) order by aggregate, version`,
  ),
];
