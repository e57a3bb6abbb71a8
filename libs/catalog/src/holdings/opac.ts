import { childOf, childrenOf, textAt, type XmlNode } from '../xml-tree.ts';
import { away, dayOf, holds, meaningOf, out, shelfItem, there, unclear, type Meaning, type ShelfItem } from './item.ts';

const flag = (node: XmlNode | undefined, name: string): boolean | undefined => {
  const value = childOf(node, name)?.attributes['value'];
  return value === undefined ? undefined : value === '1' || value === 'true';
};

/** `DUE 01-11-23 +1 HOLD` of Sierra: a status and its date in the note. */
function noted(note: string): { meaning: Meaning; due?: string } {
  const due = /^\s*due\b/i.test(note) ? dayOf(note) : undefined;
  return due ? { meaning: out, due } : { meaning: meaningOf(note) };
}

/**
 * The copies in the holdings of an OPAC record, in the XML that YAZ makes of one (`opacRecord`; Z39.50-1995, App. 3 REC, OPAC). Alma, FOLIO and WMS
 * say how a copy stands in `circulation`; Sierra says it in the holding's `publicNote`, its own word or the due date.
 */
export function opacItems(opacRecord: XmlNode): ShelfItem[] {
  return childrenOf(childOf(opacRecord, 'holdings'), 'holding').flatMap((holding) => {
    const place = {
      callNumber: textAt(holding, 'callNumber')?.replace(/,\s*$/, ''),
      location: [...new Set([textAt(holding, 'localLocation'), textAt(holding, 'shelvingLocation')].filter(Boolean))].join(', '),
    };
    const circulations = childrenOf(childOf(holding, 'circulations'), 'circulation');
    if (circulations.length) return circulations.map((one) => circulating(one, place));
    const note = textAt(holding, 'publicNote');
    if (!note) return place.location || place.callNumber ? [shelfItem(unclear, place)] : [];
    const { meaning, due } = noted(note);
    return [shelfItem(meaning, { ...place, due })];
  });
}

function circulating(one: XmlNode, place: { callNumber: string | undefined; location: string }): ShelfItem {
  const available = flag(one, 'availableNow');
  const [restrictions, temporary] = [textAt(one, 'restrictions'), textAt(one, 'temporaryLocation')];
  const said = restrictions ? meaningOf(restrictions) : unclear;
  const due = dayOf(textAt(one, 'availabilityDate'));
  const meaning: Meaning =
    available === undefined
      ? said
      : available
        ? there
        : due || said.status === 'checked-out'
          ? out
          : said.status === 'unknown' || said.status === 'available'
            ? away
            : said;
  // on a reserve shelf for now: it is there, and for use in the house
  const reserved = temporary && /\breserves?\b/i.test(temporary);
  return shelfItem(reserved && meaning.status === 'available' ? holds(away, false) : meaning, {
    callNumber: place.callNumber,
    location: temporary && temporary !== place.location ? temporary : place.location,
    type: textAt(one, 'availableThru'),
    barcode: textAt(one, 'itemId'),
    due: meaning.status === 'checked-out' ? due : undefined,
  });
}

/** Whether a record of SRU is an OPAC record. */
export const isOpacRecord = ({ name }: XmlNode): boolean => name === 'opacRecord';
