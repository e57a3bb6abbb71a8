import { setImmediate } from 'node:timers/promises';
import type { Content } from 'pdfmake/interfaces.js';
import { fonts as loadFonts, toPdf, type Fonts } from '#lib/print';
import { sheetOf, type Label, type LabelKind, type Paper, type Sheet } from '../../domain/labels/blocks.ts';
import { draw } from './draw.ts';

/** Labels of one sheet, cell by cell. */
type Filled = readonly (readonly [Label, Sheet['cells'][number]])[];

/** @param labels what to print: of a kind, or (`arrival`) bands and return labels of the same attempts, in that order */
export async function print(
  kind: LabelKind,
  labels: readonly (readonly Label[])[],
  paper: Paper,
  title: string,
): Promise<Buffer> {
  const fonts = loadFonts();
  const pages = kind === 'arrival' ? arrivals(labels, paper) : sheets(labels.flat(), sheetOf(kind, paper));
  const { width, height } = sheetOf('band', paper);
  const content: Content[] = [];
  for (const [at, filled] of pages.entries()) {
    content.push(page(filled, at > 0, paper !== '4x6', fonts));
    // a hundred labels are a second’s work: others are served in between
    await setImmediate();
  }
  return toPdf({ pageSize: { width, height }, pageMargins: 0, info: { title }, content });
}

function sheets(labels: readonly Label[], { cells }: Sheet): Filled[] {
  const pages: Filled[] = [];
  for (let at = 0; at < labels.length; at += cells.length)
    pages.push(labels.slice(at, at + cells.length).map((label, place) => [label, cells[place]!]));
  return pages;
}

/** A page for each parcel: its band above, its return label below; on a label printer one after the other. */
function arrivals(labels: readonly (readonly Label[])[], paper: Paper): Filled[] {
  const [bands, returns] = [sheetOf('band', paper).cells, sheetOf('return', paper).cells];
  return labels.flatMap((pair): Filled[] => {
    const [band, back] = pair;
    if (!band) return [];
    if (!back) return [[[band, bands[0]!]]];
    return paper === '4x6'
      ? [[[band, bands[0]!]], [[back, returns[0]!]]]
      : [
          [
            [band, bands[0]!],
            [back, returns[2]!],
          ],
        ];
  });
}

function page(filled: Filled, next: boolean, cut: boolean, fonts: Fonts): Content {
  const content = filled.flatMap(([label, cell]) => draw(label, cell, fonts));
  const lines = cut
    ? filled.map(([, { x, y, width, height }]): Content => ({
        canvas: [
          { type: 'rect', x: 0, y: 0, w: width, h: height, lineColor: '#999999', lineWidth: 0.5, dash: { length: 3, space: 3 } },
        ],
        absolutePosition: { x, y },
      }))
    : [];
  // what begins a page stands in the flow; all else is placed
  return { stack: [{ text: ' ', fontSize: 1 }, ...lines, ...content], ...(next && { pageBreak: 'before' as const }) };
}
