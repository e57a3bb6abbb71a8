import { gzipSync } from 'node:zlib';
import { NAMESPACE } from '#lib/iso18626';

/** What may come over the line, and what is answered. */
export interface Hostile {
  readonly name: string;
  /** The bytes, made from a good message of the lender's (`Loaned`, in full) about the request that waits for one. */
  readonly body: (good: string) => string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
  /** The error type of the confirmation, `OK`, or the HTTP status where nothing is confirmed. */
  readonly answer: 'BadlyFormedMessage' | `Un${string}` | 'OK' | 400 | 413 | 415;
  /** Where it is taken: how the attempt stands afterwards; `shipped` unless said. */
  readonly stands?: string;
}

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>';
const doctype = (inner: string) => (good: string) =>
  good.replace(DECLARATION, `${DECLARATION}<!DOCTYPE ISO18626Message [${inner}]>`).replace('A set of maps', '&e;');
const swap = (from: string | RegExp, to: string) => (good: string) => good.replace(from, to);
const without = (name: string) => swap(new RegExp(`<${name}>[^]*?</${name}>`), '');
const element = (name: string, value: string) => swap(new RegExp(`<${name}>[^<]*</${name}>`), `<${name}>${value}</${name}>`);
const noted = (note: string) => swap('A set of maps', note);
const laughs = Array.from({ length: 12 }, (_, n) => `<!ENTITY e${n + 1} "${`&e${n};`.repeat(10)}">`).join('');
const said = (xml: string) => `${DECLARATION}<ISO18626Message xmlns="${NAMESPACE}" version="2021-2">${xml}</ISO18626Message>`;
const confirmation = (kind: string) =>
  said(
    `<${kind}><confirmationHeader><timestamp>2025-10-06T15:00:00Z</timestamp><timestampReceived>2025-10-06T15:00:00Z</timestampReceived><messageStatus>OK</messageStatus></confirmationHeader></${kind}>`,
  );
const XML = { 'content-type': 'application/xml' };

const bad = (
  name: string,
  body: Hostile['body'],
  answer: Hostile['answer'] = 'BadlyFormedMessage',
  headers?: Hostile['headers'],
) => ({
  name,
  body,
  answer,
  ...(headers && { headers }),
});
const good = (name: string, body: Hostile['body'], more: Partial<Hostile> = {}): Hostile => ({
  name,
  body,
  answer: 'OK',
  ...more,
});

/** No message, or one that is not taken: whatever it is, nothing changes. */
export const NOT_TAKEN: readonly Hostile[] = [
  // what is no XML
  bad('nothing at all', () => ''),
  bad('white space', () => ' \r\n\t '),
  bad('a letter in prose', () => 'Dear colleagues, please lend us a set of maps.'),
  bad('JSON', () => '{"request": {}}', 'BadlyFormedMessage', { 'content-type': 'application/json' }),
  bad('a form', () => 'xml=%3CISO18626Message%2F%3E', 'BadlyFormedMessage', {
    'content-type': 'application/x-www-form-urlencoded',
  }),
  bad('a web page', () => '<!DOCTYPE html><html><body>Moved</body></html>'),
  bad('a picture', () => Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'BadlyFormedMessage', {
    'content-type': 'image/png',
  }),
  bad('half a message', (xml) => xml.slice(0, xml.length / 2)),
  bad('a tag left open', swap('</statusInfo>', '')),
  bad('two documents in one', (xml) => xml + xml.slice(DECLARATION.length)),
  bad('a prefix bound to nothing', swap('<statusInfo>', '<x:statusInfo>')),
  bad('an attribute given twice', swap('ill:version="2021-2"', 'ill:version="2021-2" ill:version="1.2"')),
  bad('an entity nobody declared', noted('&nobody;')),
  // entities and what they reach for
  bad('a harmless document type', doctype('<!ENTITY e "maps">')),
  bad('a billion laughs', doctype(`<!ENTITY e0 "ha">${laughs}<!ENTITY e "&e12;">`)),
  bad('a quadratic blow-up', (xml) => doctype(`<!ENTITY e "${'a'.repeat(50_000)}">`)(xml).replace('&e;', '&e;'.repeat(5000))),
  bad('a file by an outside entity', doctype('<!ENTITY e SYSTEM "file:///etc/hostname">')),
  bad('a server by an outside entity', doctype('<!ENTITY e SYSTEM "http://127.0.0.1:9/latest/meta-data">')),
  bad('a parameter entity', doctype('<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p;<!ENTITY e "x">')),
  bad(
    'a document type elsewhere',
    swap(DECLARATION, `${DECLARATION}<!DOCTYPE ISO18626Message SYSTEM "http://127.0.0.1:9/x.dtd">`),
  ),
  // the frame
  bad('another namespace', (xml) => xml.replaceAll(NAMESPACE, 'http://example.org/2013/iso18626')),
  bad('no namespace', (xml) => xml.replaceAll(/ xmlns(:ill)?="[^"]*"| ill:version="[^"]*"/g, '')),
  bad('another root', (xml) => xml.replaceAll('ISO18626Message', 'Envelope')),
  bad('no message within', () => said('')),
  bad('an unknown message within', () => said('<supplyingAgencyGreeting/>')),
  bad('two messages within', swap('</ISO18626Message>', '<requestingAgencyMessage/></ISO18626Message>')),
  bad('a confirmation of a request as a message', () => confirmation('requestConfirmation')),
  bad('a confirmation to a lender as a message', () => confirmation('supplyingAgencyMessageConfirmation')),
  bad('a confirmation to a borrower as a message', () => confirmation('requestingAgencyMessageConfirmation')),
  bad('no version', swap(/ ill:version="[^"]*"/, ''), 'UnrecognisedDataElement'),
  bad('version 9', swap('ill:version="2021-2"', 'ill:version="9"'), 'UnrecognisedDataValue'),
  // size and depth
  bad('300 KB', noted('x'.repeat(300_000))),
  bad('two megabytes', noted('x'.repeat(2_000_000)), 413),
  bad('five thousand elements within each other', noted('<a>'.repeat(5000) + '</a>'.repeat(5000))),
  bad('a name of 100 KB', noted(`<${'n'.repeat(100_000)}/>`)),
  bad('compressed, and 50 MB when opened', () => gzipSync(Buffer.alloc(50_000_000, 32)), 413, {
    ...XML,
    'content-encoding': 'gzip',
  }),
  bad('said to be compressed, and not', (xml) => xml, 400, { ...XML, 'content-encoding': 'gzip' }),
  bad('compressed in a way nobody knows', (xml) => xml, 415, { ...XML, 'content-encoding': 'zpaq' }),
  // encodings
  bad('NUL in the text', noted('\0')),
  bad('NUL by its number', noted('&#0;')),
  bad('a control character by its number', noted('&#7;')),
  bad('UTF-8 that calls itself UTF-16', swap('UTF-8', 'UTF-16')),
  bad('Latin-1 that calls itself UTF-8', (xml) => Buffer.from(noted('Zürich')(xml), 'latin1')),
  bad('an encoding nobody knows', swap('UTF-8', 'KLINGON')),
  bad('UTF-8 cut within a character', (xml) => Buffer.concat([Buffer.from(xml), Buffer.from([0xc3])])),
  // elements
  bad('no header', without('header'), 'UnrecognisedDataElement'),
  bad('no timestamp', without('timestamp'), 'UnrecognisedDataElement'),
  bad('no request number', without('requestingAgencyRequestId'), 'UnrecognisedDataElement'),
  bad('an empty request number', element('requestingAgencyRequestId', '  '), 'UnrecognisedDataElement'),
  bad('no status', without('statusInfo'), 'UnrecognisedDataElement'),
  bad('no reason', without('reasonForMessage'), 'UnrecognisedDataElement'),
  bad('no sender', without('supplyingAgencyId'), 'UnrecognisedDataElement'),
  bad('two headers', (xml) => xml.replace(/<header>[^]*<\/header>/, (header) => header + header), 'UnrecognisedDataElement'),
  bad('two statuses', swap('<status>', '<status>Unfilled</status><status>'), 'UnrecognisedDataElement'),
  bad('costs without a currency', without('currencyCode'), 'UnrecognisedDataElement'),
  // values
  bad('a status nobody knows', element('status', 'Perhaps'), 'UnrecognisedDataValue'),
  bad('a status in other letters', element('status', 'LOANED'), 'UnrecognisedDataValue'),
  bad('a reason nobody knows', element('reasonForMessage', 'Whim'), 'UnsupportedReasonForMessageType'),
  bad('30 February', element('dueDate', '2025-02-30T00:00:00Z'), 'UnrecognisedDataValue'),
  bad('25 o’clock', element('lastChange', '2025-10-06T25:00:00Z'), 'UnrecognisedDataValue'),
  bad('the year 99999', element('dueDate', '99999-01-01T00:00:00Z'), 'UnrecognisedDataValue'),
  bad('a date in words', element('dueDate', 'next Monday'), 'UnrecognisedDataValue'),
  bad('an amount in words', element('monetaryValue', 'forty'), 'UnrecognisedDataValue'),
  bad('an amount beyond counting', element('monetaryValue', '9'.repeat(40)), 'UnrecognisedDataValue'),
  bad('an amount as a power', element('monetaryValue', '1e9'), 'UnrecognisedDataValue'),
  bad('an amount that is not a number', element('monetaryValue', 'NaN'), 'UnrecognisedDataValue'),
  bad('an amount below nothing', element('monetaryValue', '-40.00'), 'UnrecognisedDataValue'),
  bad('a currency nobody has', element('currencyCode', 'Dollars'), 'UnrecognisedDataValue'),
  bad('neither yes nor no', swap('<note>', '<answerYesNo>Maybe</answerYesNo><note>'), 'UnrecognisedDataValue'),
  // who and what
  bad('a library that is not here', swap('>BLL<', '>NOWHERE<'), 'UnrecognisedDataValue'),
  bad('a library by a path', swap('>BLL<', '>../BLL<'), 'UnrecognisedDataValue'),
  bad('a library with SQL behind it', swap('>BLL<', ">BLL'; drop table attempt; --<"), 'UnrecognisedDataValue'),
  bad('the consortium as a library', swap('>BLL<', '>consortium<'), 'UnrecognisedDataValue'),
  bad('a library’s practice copy', swap('>BLL<', '>BLL-P1<'), 'UnrecognisedDataValue'),
  bad('another library’s request', swap('>BLL<', '>LCC<'), 'UnrecognisedDataValue'),
  bad('a lender that was not asked', swap('>TSU<', '>CPL<'), 'UnrecognisedDataValue'),
  bad(
    'a request nobody made',
    element('requestingAgencyRequestId', '00000000-0000-4000-8000-000000000000'),
    'UnrecognisedDataValue',
  ),
  bad('a request number that is none of ours', element('requestingAgencyRequestId', '42'), 'UnrecognisedDataValue'),
  bad(
    'a retry that was never sent',
    (xml) => xml.replace('</requestingAgencyRequestId>', '.7</requestingAgencyRequestId>'),
    'UnrecognisedDataValue',
  ),
  bad('SQL for a request number', element('requestingAgencyRequestId', "' or 1=1 --"), 'UnrecognisedDataValue'),
];

/** Odd, and a message all the same. */
export const TAKEN: readonly Hostile[] = [
  good('as it should be', (xml) => xml),
  good('a byte order mark', (xml) => `\u{FEFF}${xml}`),
  good('UTF-16', (xml) => Buffer.from(`\u{FEFF}${xml.replace('UTF-8', 'UTF-16')}`, 'utf16le')),
  good('UTF-16 the other way round', (xml) => Buffer.from(`\u{FEFF}${xml.replace('UTF-8', 'UTF-16')}`, 'utf16le').swap16()),
  good('Latin-1 that says so', (xml) => Buffer.from(noted('Zürich')(xml).replace('UTF-8', 'ISO-8859-1'), 'latin1')),
  good('compressed', (xml) => gzipSync(xml), { headers: { ...XML, 'content-encoding': 'gzip' } }),
  good('called plain text', (xml) => xml, { headers: { 'content-type': 'text/plain' } }),
  good('called nothing', (xml) => xml, { headers: { 'content-type': '' } }),
  good('an instruction to a style sheet', swap('<ISO', '<?xml-stylesheet href="http://127.0.0.1:9/x.xsl"?><ISO')),
  good('an instruction to PHP in the text', noted('<?php system("reboot"); ?>maps')),
  good('CDATA', noted('<![CDATA[<script>alert(1)</script> & maps]]>')),
  good('comments everywhere', (xml) => xml.replaceAll('<note>', '<!-- a --><note>').replaceAll('</note>', '<!-- b --></note>')),
  good('attributes with entities', swap('<note>', '<note x="&lt;&amp;&#x41;">')),
  good(
    'an inclusion of a file',
    noted('<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/hostname" parse="text"/>'),
  ),
  good('a script in a note', noted('&lt;script>alert(document.cookie)&lt;/script>')),
  good('SQL in a note', noted("'); delete from attempt; --")),
  good('a note of 200 KB', noted('x'.repeat(200_000))),
  good('right-to-left marks and emoji', noted('\u{202E}spam \u{1F4DA}')),
  good('elements nobody knows', swap('<statusInfo>', '<x:mood xmlns:x="urn:x">fine</x:mood><priority>1</priority><statusInfo>')),
  good('an attribute nobody knows', swap('<statusInfo>', '<statusInfo onload="alert(1)">')),
  good('an agency of a scheme nobody knows', (xml) => xml.replaceAll('>ISIL<', '>Guild<')),
  good('a link that is a script', element('URL', 'javascript:alert(1)')),
  good('a link to a file', element('URL', 'file:///etc/passwd')),
  good('a timestamp of 2001', element('timestamp', '2001-01-01T00:00:00Z')),
  good('a timestamp of 2099', element('timestamp', '2099-01-01T00:00:00Z')),
  good('version 1.2 with elements of 2021', swap('ill:version="2021-2"', 'ill:version="1.2"')),
  good('a status that cannot be now', element('status', 'LoanCompleted'), { stands: 'asked' }),
];
