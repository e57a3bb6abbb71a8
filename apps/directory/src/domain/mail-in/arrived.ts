/** A mail that came in, read and decoded; of what came with it only how much. */
export interface ArrivedMail {
  /** Where it was sent back to: the SMTP envelope's sender; empty for what nobody is to answer (RFC 5321 §4.5.5); undefined where nobody said. */
  readonly returnPath?: string | undefined;
  /** The bare address it says it comes from. */
  readonly from?: string | undefined;
  readonly messageId?: string | undefined;
  readonly text: string;
  readonly attachments: number;
  /** By lower-case name, the first of each. */
  readonly headers: ReadonlyMap<string, string>;
  readonly received: number;
  /** Of a delivery report (RFC 3464 §2.3.3): what became of the mail it reports on. */
  readonly action?: string | undefined;
}

/** What a mail is: somebody's answer, that one of ours came back, or what a machine sent of itself. */
export type Sort = 'answer' | 'bounce' | 'automatic';

/** A mail that has been round so often goes in a circle (RFC 5321 §6.3). */
const MOST_HOPS = 50;
const BY_MACHINE: readonly (readonly [header: string, value: RegExp])[] = [
  ['auto-submitted', /^(?!no\b)./i], // RFC 3834 §5
  ['precedence', /^(bulk|junk|list|auto_reply)\b/i],
  ['x-autoreply', /^(?!no\b)./i],
  ['x-autorespond', /./],
  ['x-auto-response-suppress', /\b(all|oof|autoreply)\b/i],
  ['list-id', /./], // RFC 2919
  ['x-loop', /./],
];

/** What sort of mail it is, by its envelope and headers alone. What is automatic is never answered and stands on no page. */
export function sortOf({ returnPath, headers, received, action }: ArrivedMail): Sort {
  const type = headers.get('content-type') ?? '';
  if (/^multipart\/report\b/i.test(type) && /report-type\s*=\s*"?delivery-status/i.test(type))
    // one that was delivered late after all, or only delayed, has not come back (RFC 3464 §2.3.3)
    return action === undefined || action === 'failed' ? 'bounce' : 'automatic';
  if (headers.has('x-failed-recipients')) return 'bounce';
  if (returnPath === '' || received > MOST_HOPS) return 'automatic';
  return BY_MACHINE.some(([header, value]) => value.test(headers.get(header) ?? '')) ? 'automatic' : 'answer';
}
