import { NOTICES } from '#lib/policy';

/** What there are words for: what the policy for notices may send, and what staff write themselves. */
export const TEMPLATES = [...NOTICES, 'message'] as const;
export type NoticeKind = (typeof TEMPLATES)[number];

/** What a notice says: plain text with the names of what is filled in, as Liquid has them. The HTML is made of it. */
export interface Words {
  readonly subject: string;
  readonly body: string;
}
export type Shipped = Readonly<Record<NoticeKind, Words>>;
