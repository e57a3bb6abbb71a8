import type { OwnWishes, StandingWishes } from '../../api/shapes.ts';

/** A part of the form: the wishes as they stand, and how to change some of them; `undefined` takes one back. */
export interface WishesPart {
  readonly own: OwnWishes;
  readonly wishes: StandingWishes;
  readonly errors: Readonly<Record<string, string>>;
  readonly wish: (part: { readonly [Name in keyof StandingWishes]?: StandingWishes[Name] | undefined }) => void;
}
