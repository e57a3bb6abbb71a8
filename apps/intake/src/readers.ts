// What the command line needs of intake: reading requests without a server. Pure, but for csv-parse.
export { readRequestsFile, type FileLine, type ReadOptions, type RequestsFile } from './app/read-requests-file.ts';
export { toCitation, type Asked } from './domain/reading/asked.ts';
export { COLUMNS } from './domain/reading/columns.ts';
export { readOpenUrl, type OpenUrlRead } from './domain/openurl/read-openurl.ts';
export { check, lookUps, searchAfter, type Checked } from './domain/verification/check.ts';
