import type ExcelJS from 'exceljs';

// Trillium's green; white on it has a contrast of 8:1
const GREEN = 'FF1F5B45';
const PALE = 'FFEAF2EE';
const font = { name: 'Calibri', family: 2 };
const solid = (argb: string): ExcelJS.Fill => ({ type: 'pattern', pattern: 'solid', fgColor: { argb } });

export const HEADER: Partial<ExcelJS.Style> = {
  font: { ...font, bold: true, color: { argb: 'FFFFFFFF' } },
  fill: solid(GREEN),
  alignment: { vertical: 'middle', horizontal: 'left', wrapText: true },
};
export const NUMBER_HEADER: Partial<ExcelJS.Style> = {
  ...HEADER,
  alignment: { ...HEADER.alignment, horizontal: 'right', indent: 1 },
};
export const TITLE: Partial<ExcelJS.Style> = { font: { ...font, bold: true, size: 18, color: { argb: GREEN } } };
export const SUBTITLE: Partial<ExcelJS.Style> = { font: { ...font, size: 12, color: { argb: 'FF4A5A53' } } };
export const LABEL: Partial<ExcelJS.Style> = { font: { ...font, bold: true }, alignment: { vertical: 'top' } };
export const WRAPPED: Partial<ExcelJS.Style> = { alignment: { wrapText: true, vertical: 'top' } };
export const TOTAL: Partial<ExcelJS.Style> = {
  font: { ...font, bold: true },
  fill: solid(PALE),
  border: { top: { style: 'thin', color: { argb: GREEN } } },
};
export const TAB_COLOR = { argb: GREEN };
