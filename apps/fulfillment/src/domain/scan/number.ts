/** The number on a band or label is also the barcode a library's own system knows the item by, so that it lives where every service sees it. */
export { numberOf, spaced, tailIn, tailOf } from '#lib/kernel';
