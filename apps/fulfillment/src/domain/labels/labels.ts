import { spaced } from '../scan/number.ts';
import type { Block, Label } from './blocks.ts';
import { digitsOf, pickupCode, type LabelFacts } from './facts.ts';
import type { LabelWords, Locale } from './words.ts';

const text = (
  words: string,
  size: number,
  more: Omit<Extract<Block, { kind: 'text' }>, 'kind' | 'text' | 'size'> = {},
): Block => ({
  kind: 'text',
  text: words,
  size,
  ...more,
});
const gap = (size: number): Block => ({ kind: 'gap', size });
const rule: Block = { kind: 'rule' };
const barcode = ({ number }: LabelFacts, height: number): Block => ({
  kind: 'barcode',
  code: number,
  says: spaced(number),
  height,
});

/** A condition in words; a lender's own stands as it is. */
const inWords = (words: LabelWords, condition: string): string => {
  const known = words[condition as keyof LabelWords] as string | undefined;
  return known ?? condition;
};

/** Around the book while it is here: whose it is, until when, what must not be done with it, and how the hold shelf finds it. */
export function band(facts: LabelFacts, { words, day }: Locale): Label {
  const { id, number, ours, supplier, title, by, due, pieces, restrictions, note, pickUp, homeDelivery } = facts;
  const blocks: Block[] = [
    { kind: 'qr', code: number, size: 58 },
    text(ours.name, 12, { bold: true, most: 2 }),
    text(words.interlibraryLoan, 9),
    gap(4),
    text(words.code, 9),
    text(pickupCode(number), 30, { bold: true, most: 1 }),
    text(homeDelivery ? words.homeDelivery : pickUp ? `${words.pickUp}: ${pickUp}` : '', 12, { most: 1 }),
    gap(4),
    text(due ? words.due : '', 9),
    text(due ? day(due) : words.dueUnknown, due ? 18 : 12, { bold: true, most: 2 }),
    ...(restrictions.length
      ? [
          text(`${words.restrictions}: ${restrictions.map((one) => inWords(words, one)).join(' · ')}`, 12, {
            bold: true,
            loud: true,
            most: 3,
          }),
        ]
      : []),
    rule,
    text(title, 12, { bold: true, most: 3 }),
    ...(by ? [text(by, 9, { most: 1 })] : []),
    gap(3),
    text(`${words.from}: ${supplier.name}`, 9, { most: 1 }),
    text(`${words.pieces}: ${pieces}`, pieces > 1 ? 14 : 9, { bold: pieces > 1 }),
    ...(note ? [text(`${words.note}: ${note}`, 9, { most: 3 })] : []),
    gap(4),
    barcode(facts, 40),
    text(words.doNotRemove, 8, { align: 'center' }),
  ];
  return { id, blocks };
}

/** For the parcel on its way back: to whom, their number as a barcode, and what was agreed. */
export function returnLabel(facts: LabelFacts, { words, day, money }: Locale): Label {
  const { id, number, ours, supplier, lendersNumber, title, dueBack, insured, pieces } = facts;
  return {
    id,
    blocks: [
      text(`${words.returnFrom}: ${ours.name}`, 9, { bold: true, most: 2 }),
      ...(ours.address ?? '')
        .split('\n')
        .filter(Boolean)
        .map((line) => text(line, 9, { most: 1 })),
      rule,
      text(words.returnTo, 11, { bold: true }),
      text(supplier.name, 16, { bold: true, most: 2 }),
      ...(supplier.address ?? words.noAddress)
        .split('\n')
        .filter(Boolean)
        .map((line) => text(line, supplier.address ? 14 : 9, { most: 2 })),
      rule,
      text(title, 9, { most: 2 }),
      text([`${words.pieces}: ${pieces}`, dueBack && `${words.dueBack} ${day(dueBack)}`].filter(Boolean).join(' · '), 9),
      ...(insured ? [text(`${words.insured} ${money(insured, digitsOf(insured))}`, 9, { bold: true })] : []),
      gap(4),
      ...(lendersNumber
        ? [
            text(words.lendersNumber, 8, { align: 'center' }),
            { kind: 'barcode', code: lendersNumber, says: lendersNumber, height: 34 } as const,
          ]
        : []),
      text(words.ourNumber, 8, { align: 'center' }),
      { kind: 'barcode', code: number, says: spaced(number), height: 34 },
    ],
  };
}

/** For whoever goes to the shelf. */
export function slip(facts: LabelFacts, { words, day }: Locale): Label {
  const { id, number, title, by, callNumber, pages, machine, neededBy, pickUp, supplier } = facts;
  const what = machine === 'scan' ? words.scan : machine === 'hold' ? words.hold : words.pull;
  return {
    id,
    blocks: [
      { kind: 'qr', code: number, size: 44 },
      text(`${what} · ${supplier.name}`, 9, { most: 1 }),
      text(callNumber ?? '—', 17, { bold: true, most: 2 }),
      text(title, 10, { bold: true, most: 2 }),
      ...(by ? [text(by, 8, { most: 1 })] : []),
      ...(pages ? [text(`${words.pages}: ${pages}`, 10, { bold: true, most: 1 })] : []),
      text(
        [neededBy && `${words.neededBy} ${day(neededBy)}`, pickUp && `${words.pickUp}: ${pickUp}`].filter(Boolean).join(' · '),
        8,
        { most: 1 },
      ),
      { kind: 'barcode', code: number, says: spaced(number), height: 22 },
    ],
  };
}

/** In the order in which one walks along the shelves: by call number, digit runs by value; what has none comes last. */
export function byCallNumber(a: LabelFacts, b: LabelFacts): number {
  if (!a.callNumber || !b.callNumber) return a.callNumber ? -1 : b.callNumber ? 1 : 0;
  return shelf.compare(a.callNumber, b.callNumber);
}
const shelf = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
