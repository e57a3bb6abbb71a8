import type { SettledBy } from '#lib/contracts';

/** Who settles an account, as rules and explanations say it. */
export const SETTLED_BY_WORDS: Readonly<Record<SettledBy, string>> = {
  OCLC: 'OCLC, through IFM',
  consortium: 'the consortium',
  invoice: 'invoice',
  vouchers: 'IFLA vouchers',
  EFTS: 'EFTS',
  deposit: 'a deposit account',
  reciprocity: 'reciprocity: nothing is paid',
  nobody: 'nobody: it is free',
};
