import type { Holding, Item } from '../data.ts';
import { notFound, wrongMethod, xml, type Answer } from '../http.ts';
import type { Row, WorldState } from '../state.ts';
import { leaf, withXml, type Reader } from '../xml.ts';
import type { Service } from './service.ts';

const NCIP = 'http://www.niso.org/2008/ncip';
const BROKEN = 'Invalid Message Syntax Error';
const message = (inner: string): Answer =>
  xml(
    `<?xml version="1.0" encoding="UTF-8"?>\n<NCIPMessage xmlns="${NCIP}" ` +
      `version="http://www.niso.org/schemas/ncip/v2_02/ncip_v2_02.xsd">${inner}</NCIPMessage>`,
  );
const problem = (response: string, type: string, element: string, value: string): Answer =>
  message(
    `<${response}><Problem>${leaf('ProblemType', type)}${leaf('ProblemDetail', type)}${leaf('ProblemElement', element)}` +
      `${leaf('ProblemValue', value)}</Problem></${response}>`,
  );

interface Found {
  readonly holding: Holding;
  readonly item: Item;
}

/** Whose items the system at this address has: a library's own, or all of a shared one. */
const members = (state: WorldState, symbol: string): string[] => {
  const system = state.data.libraries.find((library) => library.symbol === symbol)?.sharedIls ?? symbol;
  return [symbol, ...state.data.libraries.filter(({ sharedIls }) => sharedIls === system).map((library) => library.symbol)];
};
/** Whether a hold from there takes this item: the library's own, or another member's that circulates and may be held. */
const mayHold = (symbol: string, { holding, item }: Found): boolean =>
  holding.library === symbol || (item.holdable !== false && holding.lends !== 'in-library-use');

/** The item a hold takes: the one asked for, or of the record the first that is there, else the first that will be. */
function pick(state: WorldState, symbol: string, record: string | undefined, barcode: string | undefined): Found | undefined {
  const items = state.data.holdings
    .filter(
      (holding) =>
        members(state, symbol).includes(holding.library) && (!record || holding.work === record || holding.journal === record),
    )
    .flatMap((holding) => (holding.items ?? []).map((item) => ({ holding, item })))
    .filter((found) => (!barcode || found.item.barcode === barcode) && mayHold(symbol, found));
  const order: readonly Item['status'][] = ['available', 'checked-out', 'on-order', 'in-repair'];
  return items
    .filter(({ item }) => order.includes(item.status))
    .toSorted(
      (a, b) =>
        order.indexOf(a.item.status) - order.indexOf(b.item.status) ||
        Number(a.holding.library !== symbol) - Number(b.holding.library !== symbol),
    )[0];
}

const requested = (row: Row): Answer =>
  message(
    `<RequestItemResponse><RequestId>${leaf('AgencyId', String(row['library']))}` +
      `${leaf('RequestIdentifierValue', row.id)}</RequestId><ItemId>${leaf('ItemIdentifierValue', String(row['barcode']))}</ItemId>` +
      `<UserId>${leaf('UserIdentifierValue', String(row['user']))}</UserId>${leaf('RequestType', 'Hold')}` +
      `${leaf('RequestScopeType', 'Item')}${leaf('HoldPickupDate', row['pickupDate'] as string | undefined)}</RequestItemResponse>`,
  );

function requestItem(symbol: string, body: Reader, state: WorldState): Answer {
  const user = body.text('UserId/UserIdentifierValue');
  const record = body.text('BibliographicId/BibliographicRecordId/BibliographicRecordIdentifier');
  const barcode = body.text('ItemId/ItemIdentifierValue');
  const key = body.text('RequestId/RequestIdentifierValue');
  if (!user) return problem('RequestItemResponse', 'Needed Data Missing', 'UserId', '');
  if (!record && !barcode) return problem('RequestItemResponse', 'Needed Data Missing', 'BibliographicId', '');
  const before = state.byKey('ils', key).find((row) => row['library'] === symbol);
  if (before) {
    state.asked('ils', 'hold', { key: key!, effect: before.id, repeat: true });
    // NCIP has a problem for it (Request Item, scheme of problem types); the first hold stands
    return problem('RequestItemResponse', 'Duplicate Request', 'RequestIdentifierValue', before.id);
  }
  if (!state.strangers && !patronOf(symbol, user, state))
    return problem('RequestItemResponse', 'Unknown User', 'UserIdentifierValue', user);
  const found = pick(state, symbol, record, barcode);
  if (!found) return problem('RequestItemResponse', 'Item Does Not Circulate', 'BibliographicId', record ?? barcode ?? '');
  const id = state.nextId('ils', 'HOLD');
  const row = state.put(
    'ils',
    'hold',
    {
      id,
      key,
      library: symbol,
      user,
      record: found.holding.work ?? found.holding.journal,
      barcode: found.item.barcode,
      pickup: body.text('PickupLocation'),
      pickupDate: found.item.due,
      status: found.item.status === 'available' ? 'to-pull' : 'waiting',
    },
    key,
  );
  state.asked('ils', 'hold', { ...(key ? { key } : {}), effect: id });
  return requested(row);
}

function cancelItem(body: Reader, state: WorldState): Answer {
  const id = body.text('RequestId/RequestIdentifierValue') ?? '';
  const row = state.row('ils', id) ?? state.byKey('ils', id)[0];
  if (!row) return problem('CancelRequestItemResponse', 'Unknown Request', 'RequestIdentifierValue', id);
  const again = row['status'] === 'cancelled';
  state.asked('ils', 'cancel-hold', { effect: row.id, repeat: again });
  if (!again) state.change('ils', 'hold-cancelled', row.id, { status: 'cancelled' });
  return message(
    `<CancelRequestItemResponse><RequestId>${leaf('RequestIdentifierValue', row.id)}</RequestId></CancelRequestItemResponse>`,
  );
}

function lookUp(body: Reader, state: WorldState): Answer {
  const id = body.text('RequestId/RequestIdentifierValue') ?? '';
  const row = state.row('ils', id) ?? state.byKey('ils', id)[0];
  if (!row) return problem('LookupRequestResponse', 'Unknown Request', 'RequestIdentifierValue', id);
  const status = { 'to-pull': 'In Process', waiting: 'Requested', cancelled: 'Cancelled' }[String(row['status'])] ?? 'In Process';
  return message(
    `<LookupRequestResponse><RequestId>${leaf('RequestIdentifierValue', row.id)}</RequestId>` +
      `${leaf('RequestType', 'Hold')}${leaf('RequestStatusType', status)}</LookupRequestResponse>`,
  );
}

/** Whom the system knows: patrons of its libraries by their card. */
const patronOf = (symbol: string, card: string | undefined, state: WorldState) =>
  state.data.patrons.find((row) => row.username === card && members(state, symbol).includes(row.library));

function lookUpUser(symbol: string, body: Reader, state: WorldState): Answer {
  const card = body.text('UserId/UserIdentifierValue') ?? '';
  const patron = patronOf(symbol, card, state);
  state.looked('ils-user');
  if (!patron) return problem('LookupUserResponse', 'Unknown User', 'UserIdentifierValue', card);
  const until = patron.expires ? leaf('ValidToDate', `${patron.expires}T00:00:00Z`) : '';
  const block = patron.blocked
    ? `<BlockOrTrap>${leaf('AgencyId', symbol)}${leaf('BlockOrTrapType', 'Block Request Item')}</BlockOrTrap>`
    : '';
  return message(
    `<LookupUserResponse><UserId>${leaf('UserIdentifierValue', card)}</UserId><UserOptionalFields>` +
      `<UserPrivilege>${leaf('AgencyId', symbol)}${leaf('AgencyUserPrivilegeType', patron.group)}${until}</UserPrivilege>${block}` +
      `</UserOptionalFields></LookupUserResponse>`,
  );
}

/** Records of items of other libraries, kept while they are here, by barcode. */
const BORROWED = 'ils-borrowed';
const item = (barcode: string): string => `<ItemId>${leaf('ItemIdentifierValue', barcode)}</ItemId>`;

function acceptItem(symbol: string, body: Reader, state: WorldState): Answer {
  const [request, card] = [body.text('RequestId/RequestIdentifierValue'), body.text('UserId/UserIdentifierValue')];
  const barcode = body.text('ItemId/ItemIdentifierValue');
  if (!request || !barcode || !body.text('RequestedActionType'))
    return problem('AcceptItemResponse', 'Needed Data Missing', 'RequestId', '');
  const known = state.row(BORROWED, barcode);
  if (known && known['status'] !== 'gone') return problem('AcceptItemResponse', 'Duplicate Item', 'ItemIdentifierValue', barcode);
  if (card && !patronOf(symbol, card, state)) return problem('AcceptItemResponse', 'Unknown User', 'UserIdentifierValue', card);
  const title = body.text('ItemOptionalFields/BibliographicDescription/Title');
  const row = { id: barcode, library: symbol, user: card, title, pickup: body.text('PickupLocation'), status: 'held' };
  if (known) state.change(BORROWED, 'accepted-again', barcode, { status: 'held' });
  else state.put(BORROWED, 'accepted', row, request);
  return message(
    `<AcceptItemResponse><RequestId>${leaf('RequestIdentifierValue', request)}</RequestId>${item(barcode)}</AcceptItemResponse>`,
  );
}

/** The library's own items that are checked out, by barcode. */
const LENT = 'ils-lent';
const ownItem = (symbol: string, barcode: string, state: WorldState): Item | undefined =>
  state.data.holdings
    .filter(({ library }) => members(state, symbol).includes(library))
    .flatMap(({ items = [] }) => items)
    .find((one) => one.barcode === barcode);

/** An item of the library's own to whoever has that card: a reader, or the account that stands for another library. */
function checkOutOwn(symbol: string, body: Reader, barcode: string, state: WorldState): Answer {
  const card = body.text('UserId/UserIdentifierValue');
  const due = body.text('DesiredDateDue');
  if (!patronOf(symbol, card, state)) return problem('CheckOutItemResponse', 'Unknown User', 'UserIdentifierValue', card ?? '');
  const before = state.row(LENT, barcode);
  if (before?.['status'] === 'out' || ownItem(symbol, barcode, state)?.status === 'checked-out')
    return problem('CheckOutItemResponse', 'Item Already Checked Out', 'ItemIdentifierValue', barcode);
  if (before) state.change(LENT, 'checked-out', barcode, { status: 'out', user: card, due });
  else state.put(LENT, 'checked-out', { id: barcode, library: symbol, user: card, due, status: 'out' }, barcode);
  return message(
    `<CheckOutItemResponse>${item(barcode)}<UserId>${leaf('UserIdentifierValue', card)}</UserId>${leaf('DateDue', due)}</CheckOutItemResponse>`,
  );
}

function checkInOwn(barcode: string, state: WorldState): Answer {
  if (state.row(LENT, barcode)?.['status'] !== 'out')
    return problem('CheckInItemResponse', 'Item Not Checked Out', 'ItemIdentifierValue', barcode);
  state.change(LENT, 'checked-in', barcode, { status: 'in' });
  return message(`<CheckInItemResponse>${item(barcode)}</CheckInItemResponse>`);
}

function checkOut(symbol: string, body: Reader, state: WorldState): Answer {
  const [card, barcode = ''] = [body.text('UserId/UserIdentifierValue'), body.text('ItemId/ItemIdentifierValue')];
  const row = state.row(BORROWED, barcode);
  if (!row && ownItem(symbol, barcode, state)) return checkOutOwn(symbol, body, barcode, state);
  if (!row) return problem('CheckOutItemResponse', 'Unknown Item', 'ItemIdentifierValue', barcode);
  if (row['user'] !== card)
    return problem('CheckOutItemResponse', 'Item Held For Another User', 'UserIdentifierValue', card ?? '');
  if (row['status'] === 'out') return problem('CheckOutItemResponse', 'Item Already Checked Out', 'ItemIdentifierValue', barcode);
  const due = body.text('DesiredDateDue');
  state.change(BORROWED, 'checked-out', barcode, { status: 'out', due });
  return message(
    `<CheckOutItemResponse>${item(barcode)}<UserId>${leaf('UserIdentifierValue', card)}</UserId>${leaf('DateDue', due)}</CheckOutItemResponse>`,
  );
}

function checkIn(symbol: string, body: Reader, state: WorldState): Answer {
  const barcode = body.text('ItemId/ItemIdentifierValue') ?? '';
  const row = state.row(BORROWED, barcode);
  if (!row && ownItem(symbol, barcode, state)) return checkInOwn(barcode, state);
  if (!row || row['status'] === 'gone') return problem('CheckInItemResponse', 'Unknown Item', 'ItemIdentifierValue', barcode);
  state.change(BORROWED, 'checked-in', barcode, { status: 'gone' });
  return message(`<CheckInItemResponse>${item(barcode)}</CheckInItemResponse>`);
}

/**
 * A library system's NCIP 2.02 responder at `/ils/{symbol}`: RequestItem (a hold), CancelRequestItem, LookupRequest; LookupUser; AcceptItem,
 * CheckOutItem and CheckInItem for what is borrowed from elsewhere.
 */
export const ils: Service = {
  handle(call, state) {
    const [symbol = ''] = call.path;
    if (!state.strangers && !state.data.libraries.some((library) => members(state, symbol).includes(library.symbol)))
      return notFound();
    if (call.method !== 'POST') return wrongMethod();
    const answer = withXml(call.body, (root) => {
      if (root.root !== 'NCIPMessage') return undefined;
      const [request] = root.each('RequestItem');
      if (request) return requestItem(symbol, request, state);
      const [cancellation] = root.each('CancelRequestItem');
      if (cancellation) return cancelItem(cancellation, state);
      const [user] = root.each('LookupUser');
      if (user) return lookUpUser(symbol, user, state);
      const [accepted] = root.each('AcceptItem');
      if (accepted) return acceptItem(symbol, accepted, state);
      const [out] = root.each('CheckOutItem');
      if (out) return checkOut(symbol, out, state);
      const [back] = root.each('CheckInItem');
      if (back) return checkIn(symbol, back, state);
      const [lookup] = root.each('LookupRequest');
      return lookup ? lookUp(lookup, state) : problem('Problem', 'Unsupported Service', 'NCIPMessage', '');
    });
    return answer ?? xml(`<NCIPMessage xmlns="${NCIP}"><Problem>${leaf('ProblemType', BROKEN)}</Problem></NCIPMessage>`, 400);
  },
};
