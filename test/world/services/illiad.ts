import { DAY, HOUR } from '#lib/kernel';
import { keyOfAccount } from '../accounts.ts';
import type { Task } from '../agenda.ts';
import { asText, json, readJson, wrongMethod, type Answer, type Call } from '../http.ts';
import { behaviorOf, lenderAnswer, type Asked } from '../lending.ts';
import type { Row, WorldState } from '../state.ts';
import type { Service } from './service.ts';

const TABLE = 'illiad';
type Transaction = Row & { readonly fields: Readonly<Record<string, unknown>>; readonly library: string };

const fault = (status: number, message: string): Answer => json({ Message: message }, status);
const shown = ({ id, fields }: Transaction) => ({ ...fields, TransactionNumber: Number(id) });
const withStatus = (row: Transaction, TransactionStatus: string, more: object, at: string) => ({
  fields: { ...row.fields, ...more, TransactionStatus, TransactionDate: at },
});

/** Whose key it is; each library's ILLiad is one of its own. */
const libraryOf = ({ headers }: Call, { data, strangers }: WorldState): string | undefined =>
  data.libraries.find(({ symbol }) => keyOfAccount(symbol) === headers['apikey'])?.symbol ??
  (strangers ? 'A-STRANGER' : undefined);

/** `CitedIn eq 'abc' and ProcessType eq 'Borrowing'`: as much of OData as the documentation's examples use. */
function matches(fields: Readonly<Record<string, unknown>>, filter: string | null): boolean {
  return (filter ?? '')
    .split(' and ')
    .filter(Boolean)
    .every((clause) => {
      const [, name = '', operator, value = ''] = /^(\w+) (eq|ne) '((?:[^']|'')*)'$/.exec(clause.trim()) ?? [];
      const same = (asText(fields[name]) ?? '') === value.replaceAll("''", "'");
      return operator === 'ne' ? !same : same && operator === 'eq';
    });
}

/** What the first lender of the string is asked, by the request's fields. */
function askedOf({ library, fields }: Transaction): Asked {
  const of = (name: string) => asText(fields[name]);
  const isCopy = fields['RequestType'] === 'Article';
  const [title, component] = isCopy ? [of('PhotoJournalTitle'), of('PhotoArticleTitle')] : [of('LoanTitle'), undefined];
  const number = of('ISSN');
  return {
    lender: (of('LendingString') ?? '').split(',')[0]!.trim(),
    borrower: library,
    service: isCopy ? 'Copy' : 'Loan',
    wanted: {
      ...(number && (isCopy ? { issn: [number] } : { isbn: [number] })),
      ...(title && { title }),
      ...(component && { component }),
    },
    maxCost: undefined,
    payment: 'IFM',
  };
}

function create(call: Call, state: WorldState, library: string): Answer {
  const fields = readJson(call.body);
  if (!fields) return fault(400, 'The body is no JSON.');
  for (const needed of ['Username', 'RequestType', 'ProcessType'])
    if (!asText(fields[needed])) return fault(400, `${needed} is required.`);
  const id = String(1_000_000 + state.table(TABLE).size + 1);
  const at = state.now();
  const status = asText(fields['TransactionStatus']) ?? 'Awaiting Request Processing';
  const row: Transaction = {
    id,
    library,
    fields: { ...fields, TransactionStatus: status, TransactionDate: at, CreationDate: at },
  };
  const key = asText(fields['CitedIn']);
  state.put(TABLE, 'transaction', row, key);
  // it knows no idempotency key: asked twice, it is two
  state.asked(TABLE, 'transaction', { ...(key ? { key } : {}), effect: id });
  state.schedule(TABLE, 'send', id, state.clock.now().getTime() + HOUR);
  return json(shown(row));
}

function route(call: Call, state: WorldState, row: Transaction): Answer {
  const status = asText(readJson(call.body)?.['Status']);
  if (!status) return fault(400, 'Status is required.');
  state.asked(TABLE, `route ${status}`, { effect: row.id });
  state.unschedule(TABLE, row.id);
  state.change(TABLE, 'routed', row.id, withStatus(row, status, {}, state.now()));
  if (status === 'Item Returned') state.schedule(TABLE, 'finish', row.id, state.clock.now().getTime() + 2 * DAY);
  if (status === 'Awaiting Renewal Request Processing')
    state.schedule(TABLE, 'renew', row.id, state.clock.now().getTime() + HOUR);
  return json(shown(state.row(TABLE, row.id) as Transaction));
}

const STORY: Readonly<Record<string, (row: Transaction, due: number, state: WorldState) => void>> = {
  send(row, due, state) {
    state.change(TABLE, 'sent', row.id, withStatus(row, 'Request Sent', {}, new Date(due).toISOString()));
    const asked = askedOf(row);
    const { answer, answerHours = 4 } = behaviorOf(state.data, asked);
    if (answer !== 'silent') state.schedule(TABLE, 'answer', row.id, due + answerHours * HOUR);
  },
  answer(row, due, state) {
    const asked = askedOf(row);
    const said = lenderAnswer(state.data, asked);
    const at = new Date(due).toISOString();
    const to = (status: string, more: object = {}) => state.change(TABLE, 'answered', row.id, withStatus(row, status, more, at));
    if (said.answer === 'no') return to('Awaiting Unfilled Processing', { ReasonForCancellation: said.reason });
    if (said.answer !== 'yes') return to('Awaiting Conditional Request Processing');
    if (asked.service === 'Copy') return to('Delivered to Web');
    const { loanDays = 42, transitDays = 2 } = behaviorOf(state.data, asked);
    to('In Transit', { DueDate: new Date(due + loanDays * DAY).toISOString().slice(0, 19) });
    state.schedule(TABLE, 'arrive', row.id, due + transitDays * DAY);
  },
  arrive: (row, due, state) =>
    state.change(TABLE, 'arrived', row.id, withStatus(row, 'Awaiting Post Receipt Processing', {}, new Date(due).toISOString())),
  renew(row, due, state) {
    const DueDate = new Date(due + 28 * DAY).toISOString().slice(0, 19);
    state.change(
      TABLE,
      'renewed',
      row.id,
      withStatus(row, 'Awaiting Renewal OK Processing', { DueDate }, new Date(due).toISOString()),
    );
  },
  finish: (row, due, state) =>
    state.change(TABLE, 'finished', row.id, withStatus(row, 'Request Finished', {}, new Date(due).toISOString())),
};

/**
 * A library's own ILLiad by its Web Platform API, at `/illiad`, in the shape Atlas Systems documents: header `ApiKey`; `POST /Transaction/`,
 * `GET /Transaction/{n}`, `PUT /Transaction/{n}/Route`, `POST /Transaction/{n}/Notes`, `GET /Transaction/UserRequests/{user}` with `$filter`, `$top`.
 */
export const illiad: Service = {
  handle(call, state) {
    const library = libraryOf(call, state);
    if (!library) return fault(401, 'The API key is not valid.');
    const [what = '', id = '', more] = call.path;
    if (what.toLowerCase() !== 'transaction') return fault(404, 'Not found.');
    const mine = [...state.table(TABLE).values()].filter((row) => (row as Transaction).library === library) as Transaction[];
    if (id.toLowerCase() === 'userrequests') {
      state.looked(TABLE);
      const found = mine.filter(({ fields }) => fields['Username'] === more && matches(fields, call.query.get('$filter')));
      return json(found.slice(0, Number(call.query.get('$top') ?? 1000)).map(shown));
    }
    if (!id) return call.method === 'POST' ? create(call, state, library) : wrongMethod();
    const row = mine.find((one) => one.id === id);
    if (!row) return fault(404, `Transaction ${id} not found.`);
    if (more?.toLowerCase() === 'route') return call.method === 'PUT' ? route(call, state, row) : wrongMethod();
    if (more?.toLowerCase() === 'notes') {
      state.asked(TABLE, 'note', { effect: id });
      return json({ Note: asText(readJson(call.body)?.['Note']) ?? '' });
    }
    state.looked(TABLE);
    return json(shown(row));
  },
  happen(task: Task, state) {
    const row = state.row(TABLE, task.about) as Transaction;
    STORY[task.task]?.(row, task.due, state);
  },
};
