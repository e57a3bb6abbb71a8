import { childOf, childrenOf, descendantsOf, textAt, type XmlNode } from '../xml-tree.ts';
import { away, dayOf, out, shelfItem, there, unclear, type Meaning, type ShelfItem } from './item.ts';

/** ISO 20775, availabilityStatus: 0 unknown, 1 available, 2 not available, 3 possibly available. */
const AVAILABILITY: Readonly<Record<string, Meaning>> = { '1': there, '2': away };
/** ISO 20775, reservationPolicy: 1 will accept, 2 will not accept; 0 unknown and 3 possibly say nothing. */
const RESERVATION: Readonly<Record<string, boolean>> = { '1': true, '2': false };
/** ISO 20775, availableFor: 0 unspecified and 1 loan are about lending it; copies, look-ups and online access are not. */
const FOR_LOAN = new Set([undefined, '0', '1']);

/**
 * Copies in ISO 20775:2009 holdings (`recordSchema=isohold`, info:ofi/fmt:xml:xsd:iso20775): `holdingSimple` with copies or their count, and the
 * components of `holdingStructured`. Of several statuses the one for loan counts.
 */
export function isoholdItems(holdings: XmlNode): ShelfItem[] {
  return childrenOf(holdings, 'holding').flatMap((holding) => {
    const at = textAt(holding, 'physicalLocation');
    const simple = childOf(holding, 'holdingSimple');
    const pieces = simple
      ? childrenOf(simple, 'copyInformation')
      : [...descendantsOf(holding)].filter(({ name }) => name === 'component');
    if (pieces.length) return pieces.map((piece) => pieceOf(piece, at));
    return simple ? counted(childOf(simple, 'copiesSummary'), at) : [];
  });
}

function pieceOf(piece: XmlNode, at: string | undefined): ShelfItem {
  const information = childOf(piece, 'availabilityInformation') ?? piece;
  const statuses = childrenOf(information, 'status');
  const status = statuses.find((one) => FOR_LOAN.has(textAt(one, 'availableFor')));
  const meaning = AVAILABILITY[textAt(status, 'availabilityStatus') ?? ''] ?? unclear;
  const due = dayOf(textAt(status, 'dateTimeAvailable'));
  const holdable = RESERVATION[textAt(information, 'reservationPolicy') ?? ''];
  const stands = meaning === away && due ? out : meaning;
  return shelfItem(holdable === undefined ? stands : { ...stands, holdable }, {
    location: [...new Set([at, textAt(piece, 'sublocation')].filter(Boolean))].join(', '),
    callNumber: textAt(piece, 'shelfLocator'),
    type: textAt(piece, 'form', 'value'),
    barcode: textAt(piece, 'pieceIdentifier', 'value'),
    due: stands === out ? due : undefined,
  });
}

/** Only counts: so many copies, so many of them there, so many on order. */
function counted(summary: XmlNode | undefined, location: string | undefined): ShelfItem[] {
  const number = (text: string | undefined): number => Math.min(200, Math.max(0, Math.trunc(Number(text ?? 0)) || 0));
  const all = number(textAt(summary, 'copiesCount'));
  const statuses = childrenOf(summary, 'status').filter((one) => FOR_LOAN.has(textAt(one, 'availableFor')));
  const said = statuses.some((one) => textAt(one, 'availableCount') !== undefined);
  const free = Math.min(all, number(textAt(statuses[0], 'availableCount')));
  const many = (count: number, meaning: Meaning): ShelfItem[] =>
    Array.from({ length: count }, () => shelfItem(meaning, { location }));
  return [
    ...(said ? [...many(free, there), ...many(all - free, away)] : many(all, unclear)),
    ...many(number(textAt(summary, 'onOrderCount')), { status: 'on-order' }),
  ].slice(0, 200);
}

/** Whether a record of SRU is one of ISO 20775. */
export const isIsohold = (node: XmlNode): boolean => node.name === 'holdings' && childOf(node, 'holding') !== undefined;
