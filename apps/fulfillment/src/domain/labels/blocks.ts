/** What a label is made of, from top to bottom. Sizes in points (1/72 inch). */
export type Block =
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly size: number;
      readonly bold?: boolean;
      readonly align?: 'left' | 'center' | 'right';
      /** Lines beyond it end in an ellipsis. */
      readonly most?: number;
      /** White on black: what must not be overlooked. */
      readonly loud?: boolean;
    }
  /** Code 128 (ISO/IEC 15417) with what it says below. */
  | { readonly kind: 'barcode'; readonly code: string; readonly says: string; readonly height: number }
  /** A QR code (ISO/IEC 18004) in the upper right corner. */
  | { readonly kind: 'qr'; readonly code: string; readonly size: number }
  | { readonly kind: 'rule' }
  | { readonly kind: 'gap'; readonly size: number };

/** One label's blocks: what is said of it, and about which attempt. */
export interface Label {
  readonly id: string;
  readonly blocks: readonly Block[];
}

export const LABEL_KINDS = ['band', 'return', 'arrival', 'slip'] as const;
export type LabelKind = (typeof LABEL_KINDS)[number];
export const PAPERS = ['letter', 'a4', '4x6'] as const;
export type Paper = (typeof PAPERS)[number];

/** A place on paper, in points from its upper left corner. */
export interface Cell {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
export interface Sheet {
  readonly width: number;
  readonly height: number;
  readonly cells: readonly Cell[];
}

const SIZES: Readonly<Record<Paper, readonly [number, number]>> = { letter: [612, 792], a4: [595.28, 841.89], '4x6': [288, 432] };
/** Columns and rows of a sheet; a label printer's roll has one label at a time, but for slips. */
const GRIDS: Readonly<Record<Exclude<LabelKind, 'arrival'>, Readonly<Record<Paper, readonly [number, number]>>>> = {
  band: { letter: [1, 2], a4: [1, 2], '4x6': [1, 1] },
  return: { letter: [2, 2], a4: [2, 2], '4x6': [1, 1] },
  slip: { letter: [2, 4], a4: [2, 4], '4x6': [1, 2] },
};

/** Where labels of a kind stand on a sheet of this paper, to be cut apart. */
export function sheetOf(kind: Exclude<LabelKind, 'arrival'>, paper: Paper): Sheet {
  const [width, height] = SIZES[paper];
  const [columns, rows] = GRIDS[kind][paper];
  const [w, h] = [width / columns, height / rows];
  const cells = Array.from({ length: columns * rows }, (_, at) => ({
    x: (at % columns) * w,
    y: Math.floor(at / columns) * h,
    width: w,
    height: h,
  }));
  return { width, height, cells };
}
