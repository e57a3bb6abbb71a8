export { fonts, type Face, type Fonts } from './fonts.ts';
export { runsOf, toPdf } from './pdf.ts';
export { typeset, type Line, type Measure, type Run } from './typeset.ts';
