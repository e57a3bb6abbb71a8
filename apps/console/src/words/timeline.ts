import type { RequestPage } from '../api/shapes.ts';

export type TimelineEntry = RequestPage['timeline'][number];

const textIn = (data: TimelineEntry['data'], name: string): string | undefined => {
  const value = data[name];
  return typeof value === 'string' ? value : undefined;
};

const NOTICE = 'directory.notice-changed.v1';

/** What the message is in the catalogs: a step of a supply attempt by its status, a decision by its route, else by its type. */
export function timelineKey({ type, data }: TimelineEntry): string {
  if (type === 'fulfillment.attempt-advanced.v1') return `timeline.attempt.${textIn(data, 'status') ?? 'planned'}`;
  if (type === 'directory.message-written.v1') return `timeline.message.${textIn(data, 'from') ?? 'staff'}`;
  if (type === NOTICE) return `timeline.notice.${textIn(data, 'status') ?? 'sent'}`;
  if (type === 'sourcing.decided.v1') {
    const outcome = data['outcome'];
    const route = typeof outcome === 'object' && outcome !== null && 'route' in outcome ? outcome.route : data['route'];
    return typeof route === 'string' ? `timeline.decided.${route}` : 'timeline.sourcing.decided.v1';
  }
  return `timeline.${type}`;
}

/** The names the messages may put in. */
export const timelineValues = (
  { data }: TimelineEntry,
  supplier: (code: string) => string,
): { readonly supplier: string; readonly fund: string } => ({
  supplier: supplier(textIn(data, 'supplier') ?? textIn(data, 'payee') ?? textIn(data, 'lender') ?? '…'),
  fund: textIn(data, 'fund') ?? '…',
});

/** What stands below the line: the service's own sentence, or the reason in the data. */
export const timelineDetail = ({ text, data }: TimelineEntry): string | undefined =>
  text ?? textIn(data, 'reason') ?? textIn(data, 'message') ?? textIn(data, 'description');

/** Of a notice: what about, in which language, and why it did not go, by the codes that the catalogs word. */
export function noticeIn({ type, data }: TimelineEntry) {
  if (type !== NOTICE) return undefined;
  return { notice: textIn(data, 'notice') ?? '', language: textIn(data, 'language'), why: textIn(data, 'why') };
}
