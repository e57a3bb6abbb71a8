import { privacySearch } from './privacy-suite.ts';

describe('the search for a person, all services in one process over PostgreSQL', () => {
  privacySearch({});
});
