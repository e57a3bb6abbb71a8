export * from './answer.ts';
export * from './place.ts';
export * from './query.ts';
export * from './zoomsh.ts';
