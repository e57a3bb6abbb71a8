import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { create, type Font } from 'fontkit';
import { projectRoot } from '#lib/service';

/** The faces there are: the one most is written in, its bold, and the one for Chinese, Japanese and Korean. */
export const FACES = { Text: 'DejaVuSans.ttf', Bold: 'DejaVuSans-Bold.ttf', Far: 'DroidSansFallback.ttf' } as const;
export type Face = keyof typeof FACES;

/** Fonts as they are measured and put into a PDF. Loaded once, when the first label is printed. */
export interface Fonts {
  /** Where each lies. */
  readonly files: Readonly<Record<Face, string>>;
  /** Width in points; shaped, as Arabic letters change with their neighbors. */
  width(text: string, face: Face, size: number): number;
  covers(face: Face, codePoint: number): boolean;
  /** From the baseline to the top of a line, for one point of size. */
  ascent(face: Face): number;
}

let loaded: Fonts | undefined;

export function fonts(): Fonts {
  loaded ??= load(join(projectRoot(), 'libs/print/fonts'));
  return loaded;
}

function load(folder: string): Fonts {
  const entries = Object.entries(FACES).map(([face, file]) => [face as Face, join(folder, file)] as const);
  const files = Object.fromEntries(entries) as Record<Face, string>;
  const faces = new Map(entries.map(([face, file]) => [face, create(readFileSync(file)) as Font]));
  const widths = new Map<string, number>();
  const unitWidth = (text: string, face: Face): number => {
    const key = `${face} ${text}`;
    const known = widths.get(key);
    if (known !== undefined) return known;
    const font = faces.get(face)!;
    const width = font.layout(text).advanceWidth / font.unitsPerEm;
    // words repeat on a sheet; a long-lived process does not keep all it ever printed
    if (widths.size > 5000) widths.clear();
    widths.set(key, width);
    return width;
  };
  return {
    files,
    width: (text, face, size) => unitWidth(text, face) * size,
    covers: (face, codePoint) => faces.get(face)!.hasGlyphForCodePoint(codePoint),
    ascent: (face) => faces.get(face)!.ascent / faces.get(face)!.unitsPerEm,
  };
}
