/** What labels say, in the languages there are. */
const EN = {
  interlibraryLoan: 'INTERLIBRARY LOAN',
  doNotRemove: 'Please leave this band on the item.',
  due: 'Due',
  dueUnknown: 'Ask the desk when it is due.',
  pickUp: 'Pick up at',
  homeDelivery: 'Home delivery',
  code: 'Hold shelf',
  from: 'From',
  pieces: 'Pieces',
  note: 'Note',
  restrictions: 'RESTRICTIONS',
  LibraryUseOnly: 'In the library only',
  WatchLibraryUseOnly: 'In the library only, under supervision',
  NoReproduction: 'No copies',
  SignatureRequired: 'Signature required',
  SpecCollSupervReq: 'Special collections, supervised',
  returnTo: 'RETURN TO',
  returnFrom: 'From',
  noAddress: 'No postal address is kept for this partner.',
  lendersNumber: 'Your number',
  ourNumber: 'Our number',
  dueBack: 'Due back',
  insured: 'Insured for',
  pull: 'Pull',
  scan: 'Scan',
  order: 'Order',
  hold: 'For the hold shelf',
  callNumber: 'Call number',
  neededBy: 'Needed by',
  pages: 'Pages',
};
export type LabelWords = typeof EN;
const ES: LabelWords = {
  interlibraryLoan: 'PRÉSTAMO INTERBIBLIOTECARIO',
  doNotRemove: 'No quite esta faja del ejemplar.',
  due: 'Vence',
  dueUnknown: 'Pregunte en el mostrador cuándo vence.',
  pickUp: 'Se recoge en',
  homeDelivery: 'Envío a domicilio',
  code: 'Estante de reservas',
  from: 'De',
  pieces: 'Piezas',
  note: 'Nota',
  restrictions: 'RESTRICCIONES',
  LibraryUseOnly: 'Solo en la biblioteca',
  WatchLibraryUseOnly: 'Solo en la biblioteca, con vigilancia',
  NoReproduction: 'Sin copias',
  SignatureRequired: 'Se requiere firma',
  SpecCollSupervReq: 'Colecciones especiales, con vigilancia',
  returnTo: 'DEVOLVER A',
  returnFrom: 'De',
  noAddress: 'No consta la dirección postal de este socio.',
  lendersNumber: 'Su número',
  ourNumber: 'Nuestro número',
  dueBack: 'Devolver antes del',
  insured: 'Asegurado por',
  pull: 'Buscar',
  scan: 'Escanear',
  order: 'Pedido',
  hold: 'Para el estante de reservas',
  callNumber: 'Signatura',
  neededBy: 'Se necesita antes del',
  pages: 'Páginas',
};
export const LABEL_LANGUAGES = ['en', 'es'] as const;
export type LabelLanguage = (typeof LABEL_LANGUAGES)[number];
const ALL: Readonly<Record<LabelLanguage, LabelWords>> = { en: EN, es: ES };

/** How a library writes days and money: its language as spoken in its country. */
export interface Locale {
  readonly words: LabelWords;
  /** A day (`2025-11-03`) as the library writes it, with its weekday: a date alone is misread between countries. */
  readonly day: (day: string) => string;
  readonly money: (amount: { readonly minor: number; readonly currency: string }, digits: number) => string;
}

/** @param country ISO 3166, two letters */
export function localeOf(language: LabelLanguage, country: string): Locale {
  const tag = /^[A-Z]{2}$/.test(country) ? `${language}-${country}` : language;
  const days = new Intl.DateTimeFormat(tag, {
    weekday: 'short',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
  return {
    words: ALL[language],
    day: (day) => days.format(new Date(`${day}T00:00:00Z`)),
    money: ({ minor, currency }, digits) =>
      new Intl.NumberFormat(tag, { style: 'currency', currency }).format(minor / 10 ** digits),
  };
}
