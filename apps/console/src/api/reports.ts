import { queryOptions } from '@tanstack/react-query';
import type { Figures, WorkbookList } from './shapes.ts';
import { ask, get } from './client.ts';

export interface AskedPeriod {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

const inQuery = ({ from, to }: AskedPeriod): string =>
  new URLSearchParams({ ...(from && { from }), ...(to && { to }) }).toString();

export const figuresQuery = (period: AskedPeriod) =>
  queryOptions({
    queryKey: ['figures', period],
    staleTime: 30_000,
    queryFn: ({ signal }): Promise<Figures> => get(`/api/reporting/figures?${inQuery(period)}`, signal),
  });

export const workbooksQuery = queryOptions({
  queryKey: ['workbooks'],
  staleTime: Infinity,
  queryFn: ({ signal }): Promise<WorkbookList> => get('/api/reporting/workbooks', signal),
});

/** Fetches a workbook and hands it to the browser as a download; a plain link could neither name the library nor say what went wrong. */
export async function downloadWorkbook(name: string, period: AskedPeriod): Promise<void> {
  await download(`/api/reporting/workbooks/${name}.xlsx?${inQuery(period)}`, `${name}.xlsx`);
}

/** Fetches a file and hands it over under the name the server gives it. */
export async function download(path: string, name: string): Promise<void> {
  const response = await ask('GET', path);
  const fileName = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? name;
  const url = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  // the browser has begun to read it by then
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
