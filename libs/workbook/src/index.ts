export { cell, majorUnits, moneyStyle, styleOf } from './cells.ts';
export * from './looks.ts';
export { pageHeader, PRACTICE } from './practice.ts';
export type { CellKind, CellValue, Column, CountsBy, Link, Sheet, SheetSums } from './sheet.ts';
export { letters, writeSheet } from './write-sheet.ts';
