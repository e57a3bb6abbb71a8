/** The words of the workbook for the routes of a decision. */
const ROUTES: Readonly<Record<string, string>> = {
  'tell-patron': 'Tell the patron',
  merge: 'Merge with another request',
  decline: 'Decline',
  'ask-patron': 'Ask the patron',
  hold: 'Own copy on hold',
  scan: 'Scan own copy',
  link: 'Licensed link',
  deliver: 'Open access',
  buy: 'Buy',
  borrow: 'Borrow',
  staff: 'Staff',
};

/** Providers and vendors that the services know by a code. */
const SUPPLIERS: Readonly<Record<string, string>> = {
  'get-it-now': 'Get It Now',
  'reprints-desk': 'Reprints Desk',
  vendor: 'Book vendor',
  publisher: 'Publisher’s site',
};

const worded =
  (words: Readonly<Record<string, string>>) =>
  (code: string | null): string | null =>
    code === null ? null : (words[code] ?? code);

/** The route of a decision in words. */
export const routeName = worded(ROUTES);
/** A lender's symbol as it is, a provider by its name. */
export const supplierName = worded(SUPPLIERS);
