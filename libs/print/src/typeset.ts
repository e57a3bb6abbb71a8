import bidiFactory from 'bidi-js';
import type { Face, Fonts } from './fonts.ts';

const bidi = bidiFactory();

/** A piece of a line, written in one direction in one face, at `x` points from the line's beginning. */
export interface Run {
  readonly text: string;
  readonly face: Face;
  readonly x: number;
  readonly width: number;
}
export interface Line {
  readonly runs: readonly Run[];
  readonly width: number;
  /** Begins at the right: Hebrew, Arabic. */
  readonly rightToLeft: boolean;
}
export interface Measure {
  readonly width: number;
  readonly size: number;
  readonly bold: boolean;
  /** Lines beyond it end in an ellipsis. */
  readonly most: number;
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
/** What people see as one sign each; plain ASCII needs no looking. */
const signsOf = (text: string): string[] =>
  /^[ -~]*$/.test(text) ? text.split('') : [...graphemes.segment(text)].map(({ segment }) => segment);
/** Where a line may end: after blanks and hyphens, and between the signs of Chinese and Japanese, but before no closing mark. */
const PIECES =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}][、。，．！？：；」』）〉》】]*|[^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}-]+-*|-+|\s+/gu;

/** Sets a text in lines of a width, by the bidirectional algorithm (Unicode, UAX #9), each sign in a face that has it. */
export function typeset(text: string, measure: Measure, fonts: Fonts): Line[] {
  const clean = text
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim();
  if (!clean) return [];
  const whole = broken(clean, measure, fonts);
  const kept = whole.slice(0, measure.most);
  if (whole.length > measure.most) kept[kept.length - 1] = shortened(kept.at(-1)!, measure, fonts);
  return kept.map((line) => lineOf(line, measure, fonts));
}

const faces = new Map<string, Face>();
function faceOf(sign: string, bold: boolean, fonts: Fonts): Face {
  const key = `${bold ? 'b' : ''}${sign}`;
  const known = faces.get(key);
  if (known) return known;
  const first = bold ? 'Bold' : 'Text';
  const has = (face: Face): boolean => [...sign.matchAll(/./gsu)].every(([one]) => fonts.covers(face, one.codePointAt(0)!));
  const face = has(first) ? first : has('Far') ? 'Far' : has('Text') ? 'Text' : first;
  if (faces.size > 5000) faces.clear();
  faces.set(key, face);
  return face;
}

/** Neighboring signs of one face together. */
export function byFace(text: string, bold: boolean, fonts: Fonts): { text: string; face: Face }[] {
  const found: { text: string; face: Face }[] = [];
  for (const sign of signsOf(text)) {
    const before = found.at(-1);
    const face = /^\s+$/.test(sign) && before ? before.face : faceOf(sign, bold, fonts);
    if (before && before.face === face) before.text += sign;
    else found.push({ text: sign, face });
  }
  return found;
}

const widthOf = (text: string, { size, bold }: Measure, fonts: Fonts): number =>
  byFace(text, bold, fonts).reduce((sum, run) => sum + fonts.width(run.text, run.face, size), 0);

function broken(text: string, measure: Measure, fonts: Fonts): string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  const end = (): void => {
    if (line.trim()) lines.push(line.trim());
    [line, used] = ['', 0];
  };
  const add = (piece: string, width: number): void => {
    // a line does not begin with a blank
    if (!line && !piece.trim()) return;
    line += piece;
    used += width;
  };
  for (const [piece] of text.matchAll(PIECES)) {
    const width = widthOf(piece, measure, fonts);
    if (used + (piece.trim() ? width : 0) <= measure.width) {
      add(piece, width);
      continue;
    }
    end();
    // a word wider than the line is cut where it must be
    for (const part of width <= measure.width ? [piece] : signsOf(piece)) {
      const own = widthOf(part, measure, fonts);
      if (used + own > measure.width) end();
      add(part, own);
    }
  }
  end();
  return lines;
}

function shortened(line: string, measure: Measure, fonts: Fonts): string {
  const signs = signsOf(line);
  while (signs.length && widthOf(`${signs.join('')}…`, measure, fonts) > measure.width) signs.pop();
  return `${signs.join('').trimEnd()}…`;
}

/** Runs of one direction in the order in which they are seen, from the left. */
function visual(line: string): { text: string; odd: boolean }[] {
  const { levels } = bidi.getEmbeddingLevels(line);
  const runs: { text: string; level: number }[] = [];
  for (let at = 0; at < line.length; at += 1) {
    const before = runs.at(-1);
    if (before && before.level === levels[at]) before.text += line[at]!;
    else runs.push({ text: line[at]!, level: levels[at]! });
  }
  const highest = Math.max(0, ...runs.map(({ level }) => level));
  // rule L2: from the highest level down, every row of runs of at least that level is turned around
  for (let level = highest; level >= 1; level -= 1)
    for (let at = 0; at < runs.length; at += 1) {
      let end = at;
      while (end < runs.length && runs[end]!.level >= level) end += 1;
      if (end > at) runs.splice(at, end - at, ...runs.slice(at, end).toReversed());
      at = Math.max(at, end - 1);
    }
  return runs.map(({ text, level }) => ({ text, odd: level % 2 === 1 }));
}

const isRightToLeft = (line: string): boolean => bidi.getEmbeddingLevels(line).paragraphs[0]!.level % 2 === 1;
const mirrored = (text: string): string =>
  signsOf(text)
    .map((sign) => bidi.getMirroredCharacter(sign) ?? sign)
    .join('');

function lineOf(text: string, { size, bold }: Measure, fonts: Fonts): Line {
  const runs: Run[] = [];
  let x = 0;
  const put = (piece: string, odd: boolean): void => {
    const pieces = byFace(piece, bold, fonts);
    for (const one of odd ? pieces.toReversed() : pieces) {
      const width = fonts.width(one.text, one.face, size);
      // blanks before a piece are left out of it: they only move it
      const shown = one.text.trimStart();
      const blank = width - fonts.width(shown, one.face, size);
      if (shown) runs.push({ text: shown, face: one.face, x: x + blank, width: width - blank });
      x += width;
    }
  };
  for (const { text: run, odd } of visual(text)) {
    // a word is shaped and turned around by its font, word after word is our business; brackets point the other way (rule L4)
    if (odd) for (const piece of mirrored(run).split(/(\s+)/).toReversed()) put(piece, true);
    else put(run, false);
  }
  return { runs, width: x, rightToLeft: isRightToLeft(text) };
}
