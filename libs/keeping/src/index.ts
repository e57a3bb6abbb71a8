export * from './format.ts';
export * from './backup.ts';
export * from './restore.ts';
export * from './archive-reader.ts';
export * from './sealed-secrets.ts';
export * from './shelf.ts';
export * from './verify.ts';
export * from './schedule.ts';
