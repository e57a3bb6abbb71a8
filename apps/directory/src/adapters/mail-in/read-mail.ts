import PostalMime from 'postal-mime';
import type { ArrivedMail } from '../../domain/mail-in/arrived.ts';
import { textOfHtml } from './text-of-html.ts';

/** Longest text that is looked through, in characters: a person writes less. */
const MOST_TEXT = 200_000;

/**
 * Reads a mail as it comes by SMTP (RFC 5322, MIME): charsets, quoted-printable and base64 are undone. Files that came along are counted and
 * dropped. @throws Error where it is no mail, or one made to take long
 */
export async function readMail(raw: Uint8Array, returnPath: string | undefined): Promise<ArrivedMail> {
  const { headers, from, messageId, text, html, attachments } = await PostalMime.parse(raw, {
    // a mail within a mail is what came along
    forceRfc822Attachments: true,
    maxNestingDepth: 20,
    maxHeadersSize: 256 * 1024,
  });
  const first = new Map<string, string>();
  for (const { key, value } of headers) if (!first.has(key)) first.set(key, value);
  const report = attachments.find(({ mimeType }) => mimeType === 'message/delivery-status');
  const action = report && /^action:\s*([a-z-]+)/im.exec(asText(report.content))?.[1]?.toLowerCase();
  return {
    returnPath,
    from: from && 'address' in from ? from.address?.toLowerCase() : undefined,
    messageId,
    text: (text?.trim() ? text : textOfHtml((html ?? '').slice(0, MOST_TEXT * 2))).slice(0, MOST_TEXT),
    // a picture within the HTML, such as a logo of the signature, is nobody's file
    attachments: attachments.filter(({ related, disposition }) => !related && disposition !== 'inline').length,
    headers: first,
    received: headers.filter(({ key }) => key === 'received').length,
    ...(action && { action }),
  };
}

const asText = (content: ArrayBuffer | Uint8Array | string): string =>
  typeof content === 'string' ? content : new TextDecoder().decode(content);
