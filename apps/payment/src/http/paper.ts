import type { TableCell } from 'pdfmake/interfaces.js';

// How what is printed from payment looks: statements, invoices, slips.
/** The green of the workbooks, on which white has a contrast of 8:1. */
export const GREEN = '#1F5B45';
export const PALE = '#EAF2EE';
export const GREY = '#4A5A53';

/** Thin lines between rows only: what is read across. @param padding above and below a row's text, in points */
export const ruled = (padding: number) =>
  ({
    hLineWidth: () => 0.5,
    vLineWidth: () => 0,
    hLineColor: () => '#C9D6D0',
    paddingTop: () => padding,
    paddingBottom: () => padding,
  }) as const;

/** A cell of a table's first row. */
export const head = (text: string, alignment: 'left' | 'right' = 'left'): TableCell => ({
  text,
  font: 'Bold',
  color: 'white',
  fillColor: GREEN,
  alignment,
});
