/** What a lender may answer by a link in a mail of ours; each link is for one of them. */
export const ANSWERS = [
  'will-send',
  'sent',
  'cannot',
  'condition',
  'later',
  'cancelled',
  'renewed',
  'not-renewed',
  'came-back',
] as const;
export type Answer = (typeof ANSWERS)[number];
