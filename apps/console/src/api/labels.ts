import { useLocalStorage } from '@mantine/hooks';
import { ask } from './client.ts';

/** What is printed for a supply attempt. */
export const LABELS = ['band', 'return', 'arrival', 'slip'] as const;
export type LabelKind = (typeof LABELS)[number];
/** On what: sheets cut apart, or a label printer's roll of 4 × 6 inches. */
export const PAPERS = ['letter', 'a4', '4x6'] as const;
export type Paper = (typeof PAPERS)[number];

/** The paper this desk prints on; kept in this browser. */
export const usePaper = () =>
  useLocalStorage<Paper>({ key: 'trillium.paper', defaultValue: 'letter', getInitialValueInEffect: false });

/** Where the PDF of these is. */
export const labelsAt = (kind: LabelKind, attempts: readonly string[], paper: Paper, language: string): string =>
  `/api/fulfillment/labels/${kind}.pdf?${new URLSearchParams({ ids: attempts.join(','), paper, language }).toString()}`;

/** The same fetched and saved: for whoever acts for another library, which a plain address does not say. */
export async function saveLabels(kind: LabelKind, address: string): Promise<void> {
  const url = URL.createObjectURL(await (await ask('GET', address)).blob());
  const link = document.createElement('a');
  link.href = url;
  link.download = `${kind}.pdf`;
  link.click();
  URL.revokeObjectURL(url);
}
