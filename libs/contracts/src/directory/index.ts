export * from './account-changed.v1.ts';
export * from './connector-changed.v1.ts';
export * from './library-changed.v1.ts';
export * from './partner-changed.v1.ts';
export * from './patron-changed.v1.ts';
export * from './forget-patron.v1.ts';
export * from './patron-erased.v1.ts';
export * from './notice-changed.v1.ts';
