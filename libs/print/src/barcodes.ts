// the named export of that name is another thing: the kind of barcode called raw
import bwipjs from 'bwip-js/node';
import type { CanvasElement } from 'pdfmake/interfaces.js';

/** A bar or a dark square, in modules. */
export interface Dark {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
export interface Symbol {
  readonly width: number;
  readonly height: number;
  readonly dark: readonly Dark[];
}

/** What Code 128 can hold without further ado, and a label has room for. */
export const isBarcode = (code: string): boolean => /^[\x20-\x7e]{1,48}$/.test(code);

/** Code 128 (ISO/IEC 15417) of one module’s height; widths in modules, without the quiet zones (10 modules each). */
export function code128(code: string): Symbol {
  const [symbol] = bwipjs.raw({ bcid: 'code128', text: code }) as unknown as [{ readonly sbs: readonly number[] }];
  const dark: Dark[] = [];
  let x = 0;
  for (const [at, width] of symbol.sbs.entries()) {
    if (at % 2 === 0) dark.push({ x, y: 0, width, height: 1 });
    x += width;
  }
  return { width: x, height: 1, dark };
}

/** A QR code (ISO/IEC 18004), without its quiet zone (4 modules). */
export function qrCode(code: string): Symbol {
  const [symbol] = bwipjs.raw({ bcid: 'qrcode', text: code, eclevel: 'M' } as never) as unknown as [
    { readonly pixs: ArrayLike<number>; readonly pixx: number; readonly pixy: number },
  ];
  const { pixs, pixx: width, pixy: height } = symbol;
  const dark: Dark[] = [];
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      if (!pixs[y * width + x]) continue;
      const before = dark.at(-1);
      if (before?.y === y && before.x + before.width === x) dark[dark.length - 1] = { ...before, width: before.width + 1 };
      else dark.push({ x, y, width: 1, height: 1 });
    }
  return { width, height, dark };
}

/** It as dark rectangles of a PDF. @param module points a module is wide @param unit points it is high */
export const barsOf = ({ dark }: Symbol, module: number, unit: number): CanvasElement[] =>
  dark.map((bar) => ({
    type: 'rect' as const,
    x: bar.x * module,
    y: bar.y * unit,
    w: bar.width * module,
    h: bar.height * unit,
    color: 'black',
  }));
