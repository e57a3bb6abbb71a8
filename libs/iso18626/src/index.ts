export * from './lists.ts';
export * from './messages.ts';
export * from './read.ts';
export * from './write.ts';
export * from './as-version.ts';
export * from './confirm.ts';
export * from './decode.ts';
export type { Coded, Version } from './shape.ts';
export type { Kind } from './schema.ts';
