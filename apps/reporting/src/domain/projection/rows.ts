import type { AttemptKind, AttemptStatus, Route } from '#lib/contracts';

/** ISO 8601 in UTC with milliseconds, or null while it has not happened. */
export type Moment = string | null;

/** One row a request: what the sheet Activity shows. */
export interface RequestRow {
  service: 'copy' | 'loan' | null;
  kind: string | null;
  title: string | null;
  container: string | null;
  year: number | null;
  channel: string | null;
  patron_group: string | null;
  requesting_branch: string | null;
  submitted_at: Moment;
  verified_at: Moment;
  decided_at: Moment;
  sent_at: Moment;
  shipped_at: Moment;
  received_at: Moment;
  notified_at: Moment;
  finished_at: Moment;
  closed_at: Moment;
  /** open, filled, unfilled, cancelled, told, merged, declined */
  outcome: string;
  route: Route | null;
  rule_number: string | null;
  rule_id: string | null;
  policy_hash: string | null;
  reason: string | null;
  also: string | null;
  override_reason: string | null;
  decisions: number;
  attempts: number;
  supplier: string | null;
  cost_minor: number | null;
  cost_currency: string | null;
  /** Costs in further currencies, as text: they cannot be added up. */
  other_costs: string | null;
}

/** One row a decision; written once. */
export interface DecisionRow {
  id: string;
  request_id: string;
  attempt: number;
  decided_at: string;
  route: Route;
  rule_number: string | null;
  rule_id: string | null;
  rule_text: string | null;
  reason: string;
  also: string | null;
  choice: string | null;
  price_minor: number | null;
  price_currency: string | null;
  policy_name: string;
  policy_hash: string;
  override_reason: string | null;
  instead_of: string | null;
  /** As JSON. */
  explanation: string | null;
  asked: string | null;
}

/** What a lender or provider made of it: the words of the sheet. */
export type Answer =
  'yes' | 'no' | 'no answer' | 'not received' | 'conditional' | 'promised' | 'cancelled' | 'unsure' | 'waiting';

/** One row a supply attempt: a lender asked, an order placed, a copy delivered. */
export interface AttemptRow {
  request_id: string | null;
  decision_id: string | null;
  kind: AttemptKind | null;
  supplier: string | null;
  position: number | null;
  of_positions: number | null;
  status: AttemptStatus | null;
  opened_at: Moment;
  asked_at: Moment;
  answered_at: Moment;
  answer: Answer;
  reason: string | null;
  shipped_at: Moment;
  received_at: Moment;
  ended_at: Moment;
  due_date: string | null;
  offered_minor: number | null;
  offered_currency: string | null;
}

/** One row a line of a ledger entry; written once. */
export interface MoneyRow {
  entry_id: string;
  line: number;
  request_id: string | null;
  posted_at: string;
  kind: string;
  description: string;
  payee: string | null;
  settled_by: string;
  account: string;
  amount_minor: number;
  currency: string;
  reverses: string | null;
}
