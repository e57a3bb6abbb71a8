/** What an XML declaration names as its encoding, read as ASCII: the first line is that in every encoding but UTF-16 and EBCDIC. */
const declared = (bytes: Uint8Array): string | undefined =>
  /^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z][\w.-]{0,39})["']/.exec(
    Buffer.from(bytes.subarray(0, 200)).toString('latin1'),
  )?.[1];

/** By its first bytes (XML 1.0, appendix F): a byte order mark, or `<` as two bytes. */
function marked([first, second, third]: Uint8Array): string | undefined {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0)) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c)) return 'utf-16be';
  return undefined;
}

/**
 * The text of an XML document as it came over HTTP: by its byte order mark, else by the charset of its content type (RFC 7303 §3), else
 * by its own declaration, else as UTF-8.
 * @returns undefined where the encoding is unknown or the bytes are no text of it
 */
export function textOfXml(bytes: Uint8Array, charset?: string): string | undefined {
  try {
    return new TextDecoder(marked(bytes) ?? charset ?? declared(bytes) ?? 'utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
