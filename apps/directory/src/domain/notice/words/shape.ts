import type { NOTICES } from '#lib/policy';

export type NoticeKind = (typeof NOTICES)[number];

/** What a notice says: plain text with the names of what is filled in, as Liquid has them. The HTML is made of it. */
export interface Words {
  readonly subject: string;
  readonly body: string;
}
export type Shipped = Readonly<Record<NoticeKind, Words>>;
