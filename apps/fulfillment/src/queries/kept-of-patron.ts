import { keptOfPatron, type KeptOfPatron } from '#lib/service';

const OWN = `select id from process where state #>> '{wanted,patronRef}' = $1`;

/** What fulfillment keeps of a patron. Messages to other libraries name no patron. */
export const FULFILLMENT_KEEPS: readonly KeptOfPatron[] = [
  keptOfPatron('How your requests are carried out', `select id, status, state from process where id in (${OWN})`),
  keptOfPatron(
    'Who was asked, and what came of it',
    `select id, request_id as request, kind, supplier, status, state from attempt where request_id in (${OWN})`,
  ),
  keptOfPatron(
    'What was written down at each step of them',
    `select aggregate as "of", at, type as what, actor as "by", data from event
     where aggregate in (${OWN} union all select id from attempt where request_id in (${OWN})) order by aggregate, version`,
  ),
];
