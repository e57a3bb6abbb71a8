/** The steps of joining, in their order; each is a page of the console. */
export const JOINING_STEPS = [
  'profile',
  'branches',
  'calendar',
  'staff',
  'patrons',
  'holdings',
  'system',
  'partners',
  'money',
  'mail',
  'address',
] as const;
export type JoiningStep = (typeof JOINING_STEPS)[number];
