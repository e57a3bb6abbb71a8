export { barsOf, code128, isBarcode, qrCode, type Symbol } from './barcodes.ts';
export { fonts, type Face, type Fonts } from './fonts.ts';
export { runsOf, toPdf } from './pdf.ts';
export { typeset, type Line, type Measure, type Run } from './typeset.ts';
