import type { Content } from 'pdfmake/interfaces.js';
import { barsOf, code128, isBarcode, qrCode, typeset, type Fonts, type Symbol } from '#lib/print';
import type { Block, Cell, Label } from '../../domain/labels/blocks.ts';

/** Points left blank at the edge of a label: what printers and scissors take. */
const MARGIN = 14;
const LEADING = 1.22;
/** Sizes tried in turn where a label says more than fits. */
const SCALES = [1, 0.92, 0.84, 0.76, 0.68, 0.6];
/** Code 128’s module, in points: never below 0.17 mm, which scanners still read; never above 0.5 mm. */
const MODULE = { least: 0.48, most: 1.4 };

interface Drawn {
  readonly content: Content[];
  readonly height: number;
}

/** Draws a label into its cell; where it says more than fits, smaller. */
export function draw({ blocks }: Label, cell: Cell, fonts: Fonts): Content[] {
  for (const scale of SCALES) {
    const drawn = drawAt(blocks, cell, scale, fonts);
    if (drawn.height <= cell.height - 2 * MARGIN || scale === SCALES.at(-1)) return drawn.content;
  }
  return [];
}

function drawAt(blocks: readonly Block[], cell: Cell, scale: number, fonts: Fonts): Drawn {
  const content: Content[] = [];
  const left = cell.x + MARGIN;
  const top = cell.y + MARGIN;
  const full = cell.width - 2 * MARGIN;
  let y = top;
  let corner = { width: 0, until: top };
  for (const block of blocks) {
    // beside the QR code lines are shorter
    const width = y < corner.until ? full - corner.width : full;
    switch (block.kind) {
      case 'qr': {
        const symbol = qrCode(block.code);
        const module = (block.size * scale) / symbol.width;
        content.push(symbolAt(symbol, left + full - block.size * scale, top, module, module));
        corner = { width: block.size * scale + 10, until: top + block.size * scale + 2 };
        break;
      }
      case 'gap':
        y += block.size * scale;
        break;
      case 'rule':
        y = Math.max(y, corner.until) + 4 * scale;
        content.push({
          canvas: [{ type: 'line', x1: 0, y1: 0, x2: full, y2: 0, lineWidth: 0.8 }],
          absolutePosition: { x: left, y },
        });
        y += 5 * scale;
        break;
      case 'barcode': {
        if (!isBarcode(block.code)) {
          y += lines(content, { kind: 'text', text: block.says, size: 9, align: 'center' }, left, y, width, scale, fonts);
          break;
        }
        const symbol = code128(block.code);
        const module = Math.min(MODULE.most, Math.max(MODULE.least, full / (symbol.width + 20)));
        const height = block.height * scale;
        content.push(symbolAt(symbol, left + (full - symbol.width * module) / 2, y + 2, module, height));
        y += height + 3;
        y += lines(content, { kind: 'text', text: block.says, size: 9, align: 'center' }, left, y, full, scale, fonts);
        break;
      }
      case 'text':
        y += lines(content, block, left, y, width, scale, fonts);
    }
  }
  return { content, height: y - top };
}

/** Writes a text. @returns the height it took */
function lines(
  content: Content[],
  { text, size, bold = false, align = 'left', most = 4, loud = false }: Extract<Block, { kind: 'text' }>,
  x: number,
  y: number,
  width: number,
  scale: number,
  fonts: Fonts,
): number {
  const points = size * scale;
  const pad = loud ? 4 : 0;
  const set = typeset(text, { width: width - 2 * pad, size: points, bold, most }, fonts);
  if (!set.length) return 0;
  const height = set.length * points * LEADING;
  if (loud)
    content.push({
      canvas: [{ type: 'rect', x: 0, y: 0, w: width, h: height + pad, color: 'black' }],
      absolutePosition: { x, y },
    });
  for (const [at, line] of set.entries()) {
    const room = width - 2 * pad - line.width;
    const shift = align === 'center' ? room / 2 : align === 'right' || line.rightToLeft ? room : 0;
    for (const run of line.runs)
      content.push({
        text: run.text,
        font: run.face,
        fontSize: points,
        noWrap: true,
        ...(loud && { color: 'white' }),
        // faces sit on one baseline
        absolutePosition: {
          x: x + pad + shift + run.x,
          y: y + pad / 2 + at * points * LEADING + (fonts.ascent('Text') - fonts.ascent(run.face)) * points,
        },
      });
  }
  return height + (loud ? pad + 3 : 0);
}

const symbolAt = (symbol: Symbol, x: number, y: number, module: number, unit: number): Content => ({
  canvas: barsOf(symbol, module, unit),
  absolutePosition: { x, y },
});
