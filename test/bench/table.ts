export interface Figure {
  readonly part?: string;
  readonly what: string;
  readonly value: string;
}

/** The figures as lines of a table in Markdown. */
export function tableText(figures: readonly Figure[]): string {
  const rows = figures.map(({ part = '', what, value }) => [part, what, value]);
  const all = [['part', 'what', 'figure'], ...rows];
  const widths = [0, 1, 2].map((column) => Math.max(...all.map((row) => row[column]!.length)));
  const line = (row: readonly string[]): string => `| ${row.map((cell, i) => cell.padEnd(widths[i]!)).join(' | ')} |`;
  return [line(all[0]!), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

/** Three figures count: 1,234 · 56.7 · 0.89. */
export const round = (value: number): string =>
  value.toLocaleString('en-US', { maximumFractionDigits: value >= 100 ? 0 : value >= 10 ? 1 : 2 });
