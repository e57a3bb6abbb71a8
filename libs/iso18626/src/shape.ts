import { parseMoney, toDecimal, type Money } from '#lib/kernel';

/**
 * A small language for the elements of ISO 18626: the tables written in it (schema.ts) are the one source for the types, for the
 * reader and for the writer. The order of fields is the order of elements.
 */
export type Version = '1.2' | '2021-2';

/** An element with text of one kind. `parse` answers undefined where the text is none of its kind. */
export interface Leaf<T> {
  readonly is: 'leaf';
  parse(text: string): T | undefined;
  print(value: T): string;
}
/** The schema's type_schemeValuePair: a code, with the list it is taken from as an attribute. */
export interface CodedShape<Known extends string> {
  readonly is: 'coded';
  readonly known?: Known;
}
export interface Sequence<F extends Fields = Fields> {
  readonly is: 'sequence';
  readonly fields: F;
  /** Only one of its elements may stand there: the first that is given is written. */
  readonly choice?: boolean;
  /** The order of its elements in 1.2, where the 2021 revision changed it. */
  readonly oldOrder?: readonly string[];
}
export interface CostsShape {
  readonly is: 'costs';
}
export type Shape = Leaf<never> | Leaf<unknown> | CodedShape<string> | Sequence | CostsShape;

export interface Part<S extends Shape = Shape, O extends Occurs = Occurs> {
  readonly shape: S;
  readonly occurs: O;
  /** Its name in 1.2, where the 2021 revision renamed it. */
  readonly oldName?: string;
  /** Only this version has it. */
  readonly only?: Version;
  /** How often 1.2 has it at most, where 2021 made it repeatable. */
  readonly oldMost?: number;
  /** 1.2 makes it mandatory, erroneously as 2021's change history says: written empty where there is nothing to say. */
  readonly oldMandatory?: boolean;
}
type More = Pick<Part, 'oldName' | 'only' | 'oldMost' | 'oldMandatory'>;
/** `old` parts exist in 1.2 only and never show in the types: reading moves them where 2021 has them. */
export type Occurs = 'one' | 'optional' | 'many' | 'old';
export interface Fields {
  readonly [name: string]: Part;
}

/** A code of an open list: those known are offered by the editor, others are allowed. */
export interface Coded<Known extends string = string> {
  readonly value: Known | (string & {});
  readonly scheme?: string;
}

type NamesOf<F extends Fields, O extends Occurs> = { [K in keyof F]: F[K]['occurs'] extends O ? K : never }[keyof F];
/** What a sequence with these fields holds. An element that may repeat is a list, absent rather than empty. */
export type Holds<F extends Fields> = { readonly [K in NamesOf<F, 'one'>]: TypeOf<F[K]['shape']> } & {
  readonly [K in NamesOf<F, 'optional'>]?: TypeOf<F[K]['shape']>;
} & { readonly [K in NamesOf<F, 'many'>]?: readonly TypeOf<F[K]['shape']>[] };
export type TypeOf<S> =
  S extends Leaf<infer T>
    ? T
    : S extends CodedShape<infer Known>
      ? Coded<Known>
      : S extends CostsShape
        ? Money
        : S extends Sequence<infer F>
          ? Holds<F>
          : never;

type Anything = Shape | { readonly is: 'leaf'; parse(text: string): unknown; print(value: never): string };
const part = <S extends Anything, O extends Occurs>(shape: S, occurs: O, more: More = {}) =>
  ({ shape, occurs, ...more }) as unknown as Part<S extends Shape ? S : never, O>;
export const one = <S extends Anything>(shape: S) => part(shape, 'one');
export const optional = <S extends Anything>(shape: S, more?: More) => part(shape, 'optional', more);
export const many = <S extends Anything>(shape: S, more?: More) => part(shape, 'many', more);
/** Only in 1.2. */
export const old = <S extends Anything>(shape: S, more?: More) => part(shape, 'old', { only: '1.2', ...more });
export const sequence = <const F extends Fields>(fields: F, more?: Pick<Sequence, 'choice' | 'oldOrder'>): Sequence<F> => ({
  is: 'sequence',
  fields,
  ...more,
});

/** xs:string, without white space around it: pretty-printed messages are common and nobody means it. */
export const text: Leaf<string> = { is: 'leaf', parse: (value) => value, print: (value) => value };

/** An enumeration of the schema. */
export const closed = <const V extends string>(values: readonly V[]): Leaf<V> => ({
  is: 'leaf',
  parse: (value) => values.find((known) => known === value),
  print: (value) => value,
});

const DATE_TIME = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):([0-5]\d):([0-5]\d)(\.\d{1,9})?(Z|[+-](0\d|1[0-4]):[0-5]\d)?$/;
/** xs:dateTime, kept as it was sent: a moment with or without time zone, on a day that the calendar has. */
export const dateTime: Leaf<string> = {
  is: 'leaf',
  parse: (value) => {
    const [, year, month, day, hour] = DATE_TIME.exec(value)?.map(Number) ?? [];
    if (!year || !month || month > 12 || !day || hour! > 23) return undefined;
    return day <= new Date(Date.UTC(year, month, 0)).getUTCDate() ? value : undefined;
  },
  print: (value) => value,
};

export const boolean: Leaf<boolean> = {
  is: 'leaf',
  parse: (value) => ({ true: true, '1': true, false: false, '0': false })[value],
  print: String,
};

/** xs:integer, 0 or more. */
export const count: Leaf<number> = {
  is: 'leaf',
  parse: (value) => (/^\d{1,9}$/.test(value) ? Number(value) : undefined),
  print: String,
};

export const coded = <Known extends string = string>(): CodedShape<Known> => ({ is: 'coded' });
/** The schema's type_costs (currencyCode, monetaryValue) as integer minor units. */
export const costs: CostsShape = { is: 'costs' };

/** An amount as xs:decimal, read into minor units; undefined where it has more decimals than the currency. */
export const readAmount = (value: string, currency: string): Money | undefined =>
  /^[A-Z]{3}$/.test(currency) ? parseMoney(value.replace(/^\+/, '').replace(/^(-?)\./, '$10.'), currency) : undefined;
export const printAmount = toDecimal;
