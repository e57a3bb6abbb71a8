const UNITS = ['bytes', 'KB', 'MB', 'GB', 'TB'];

/** `12.3 MB`, in thousands. */
export function sizeOf(bytes: number): string {
  const step = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), UNITS.length - 1);
  const value = bytes / 1000 ** step;
  return `${step ? value.toFixed(1) : value} ${UNITS[step]}`;
}

export const count = (n: number, one: string, more = `${one}s`): string => `${n.toLocaleString('en-US')} ${n === 1 ? one : more}`;
export const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;
export const rate = (bytes: number, milliseconds: number): string =>
  `${sizeOf(Math.round((bytes * 1000) / Math.max(milliseconds, 1)))}/s`;
