import { ParseOption, XmlDocument, XmlElement, type XmlNode } from 'libxml2-wasm';
import { err, ok, reject, type Result } from '#lib/kernel';
import type { ErrorType } from './lists.ts';
import { NAMESPACE, type About, type Iso18626Message, type Iso18626Rejection, type UnknownElement } from './messages.ts';
import { MESSAGES, type Kind } from './schema.ts';
import { readAmount, type Fields, type Sequence, type Shape, type Version } from './shape.ts';

/** `1.2`, `v1_2_2017`, `2021-2`, `1_3_2021` (as 2021-1 was to be called): partners write the version in many ways. */
function versionOf(said: string): Version | undefined {
  if (/^v?_?1[._][0-2]([._-]\d{4})?$/i.test(said)) return '1.2';
  return /^v?_?(1[._]3([._-]\d{4})?|2021([._-][12])?)$/i.test(said) ? '2021-2' : undefined;
}

/** Carries a finding out of the recursion; never leaves this file. */
class Fault extends Error {
  readonly type: ErrorType;
  readonly path: string | undefined;
  readonly value: string | undefined;

  constructor(type: ErrorType, message: string, path?: string, value?: string) {
    super(message);
    this.type = type;
    this.path = path;
    this.value = value;
  }
}

const elements = (parent: XmlElement): XmlElement[] => {
  const found: XmlElement[] = [];
  for (let node = parent.firstChild; node; node = node.next) if (node instanceof XmlElement) found.push(node);
  return found;
};
// the schema qualifies its attributes, and many a partner forgets to
const attribute = (element: XmlElement, name: string): string | undefined =>
  element.attrs.find((a) => a.name === name && (a.namespaceUri === NAMESPACE || !a.namespaceUri))?.value;
const content = (node: XmlNode): string => node.content.trim();

const namesOf = new WeakMap<Fields, ReadonlyMap<string, string>>();
/** What elements are called, in either version, with the field each is read into: where two fields go by one name, the first. */
function namesIn(fields: Fields): ReadonlyMap<string, string> {
  let known = namesOf.get(fields);
  if (!known) {
    const all = Object.entries(fields).flatMap(([field, { oldName }]) =>
      [field, ...(oldName ? [oldName] : [])].map((name) => [name, field] as const),
    );
    namesOf.set(fields, (known = new Map(all.toReversed())));
  }
  return known;
}

function readSequence(element: XmlElement, fields: Fields, path: string, unknown: UnknownElement[]): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const child of elements(element)) {
    // each look at a node goes into wasm
    const said = child.name;
    const name = namesIn(fields).get(said);
    if (!name || child.namespaceUri !== NAMESPACE) {
      unknown.push({ path, name: said, xml: child.toString({ format: false }) });
      continue;
    }
    const { shape, occurs } = fields[name]!;
    const here = `${path}/${said}`;
    // an empty element says nothing: the same as none
    if (shape.is !== 'sequence' && shape.is !== 'costs' && content(child) === '') continue;
    const value = readShape(child, shape, here, unknown);
    if (occurs === 'many') found[name] = [...((found[name] as unknown[]) ?? []), value];
    else if (name in found) throw new Fault('UnrecognisedDataElement', `${here} stands there twice`, here);
    else found[name] = value;
  }
  for (const [name, { occurs }] of Object.entries(fields))
    if (occurs === 'one' && !(name in found))
      throw new Fault(
        'UnrecognisedDataElement',
        `${path}/${name} is missing; the standard makes it mandatory`,
        `${path}/${name}`,
      );
  return found;
}

function readShape(element: XmlElement, shape: Shape, path: string, unknown: UnknownElement[]): unknown {
  if (shape.is === 'sequence') return readSequence(element, shape.fields, path, unknown);
  if (shape.is === 'coded') {
    const scheme = attribute(element, 'scheme');
    return scheme ? { value: content(element), scheme } : { value: content(element) };
  }
  if (shape.is === 'costs') {
    const of = (name: string) => elements(element).find((child) => child.name === name);
    const [currency, amount] = [of('currencyCode'), of('monetaryValue')];
    if (!currency || !amount) throw new Fault('UnrecognisedDataElement', `${path} needs currencyCode and monetaryValue`, path);
    const money = readAmount(content(amount), content(currency));
    // xs:decimal goes below nothing, costs do not
    if (!money || money.minor < 0) throw wrongValue(path, `${content(amount)} ${content(currency)}`);
    return money;
  }
  const value = shape.parse(content(element));
  if (value === undefined) throw wrongValue(path, content(element));
  return value;
}
/** An action or a reason nobody knows has an error type of its own; to any other value its list is closed. */
const typeOfFault = (path: string): ErrorType =>
  path.endsWith('/action')
    ? 'UnsupportedActionType'
    : path.endsWith('/reasonForMessage')
      ? 'UnsupportedReasonForMessageType'
      : 'UnrecognisedDataValue';
const wrongValue = (path: string, value: string): Fault =>
  new Fault(typeOfFault(path), `${path} does not allow the value "${value.slice(0, 100)}"`, path, value.slice(0, 100));

/** What 1.2 says in messageInfo and 2021 in retryInfo goes where 2021 has it. */
function modernize(body: Record<string, unknown>): void {
  const info = body['messageInfo'] as Record<string, unknown> | undefined;
  if (!info) return;
  const { offeredCosts, retryAfter, retryBefore, ...rest } = info;
  if (offeredCosts === undefined && retryAfter === undefined && retryBefore === undefined) return;
  body['messageInfo'] = rest;
  body['retryInfo'] = {
    ...(offeredCosts === undefined ? {} : { offeredCosts: [offeredCosts] }),
    ...(retryBefore === undefined ? {} : { retryBefore }),
    ...(retryAfter === undefined ? {} : { retryAfter }),
    ...(body['retryInfo'] as object | undefined),
  };
}

/** The header of a message that cannot be accepted, as far as it can be read. */
function readAbout(message: XmlElement, kind: Kind, version: Version): About {
  const shape = MESSAGES[kind] as Sequence;
  const about: Record<string, unknown> = { kind, version };
  const attempt = (parent: XmlElement, fields: Fields, names: string[]) => {
    for (const child of elements(parent)) {
      const field = names.includes(child.name) ? fields[child.name] : undefined;
      if (!field) continue;
      try {
        about[child.name] = readShape(child, field.shape, child.name, []);
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
      }
    }
  };
  const names = ['supplyingAgencyId', 'requestingAgencyId', 'timestamp', 'requestingAgencyRequestId'];
  for (const part of elements(message)) {
    const inner = shape.fields[part.name]?.shape;
    if (part.name === 'header' && inner?.is === 'sequence') attempt(part, inner.fields, names);
    if (part.name === 'messageInfo' && inner?.is === 'sequence') attempt(part, inner.fields, ['reasonForMessage']);
  }
  attempt(message, shape.fields, ['action']);
  return about as unknown as About;
}

const refusal = (fault: Fault, about?: About): Iso18626Rejection => ({
  ...reject(`iso18626-${fault.type.replaceAll(/(?<=[a-z])[A-Z]/g, '-$&').toLowerCase()}`, fault.message, {
    ...(fault.path ? { field: fault.path } : {}),
    remedy: 'Send the message as the ISO 18626 schema 2021-2 or 1.2 has it.',
  }),
  errorType: fault.type,
  errorValue: fault.value === undefined ? (fault.path ?? fault.message) : `${fault.path}: ${fault.value}`,
  ...(about ? { about } : {}),
});

function readDocument(document: XmlDocument): Result<Iso18626Message, Iso18626Rejection> {
  // read only where something is wrong: a good message is read once
  let about: (() => About) | undefined;
  try {
    if (document.dtd) throw new Fault('BadlyFormedMessage', 'a document type declaration is not accepted');
    const { root } = document;
    if (root.name !== 'ISO18626Message' || root.namespaceUri !== NAMESPACE)
      throw new Fault('BadlyFormedMessage', `the root element must be ISO18626Message of namespace ${NAMESPACE}`);
    const known = elements(root).filter((child) => child.namespaceUri === NAMESPACE && child.name in MESSAGES);
    const message = known[0];
    if (!message || known.length > 1)
      throw new Fault('BadlyFormedMessage', 'ISO18626Message must hold exactly one of the six messages of the standard');
    const kind = message.name as Kind;
    const said = attribute(root, 'version');
    const version = versionOf(said?.trim() ?? '');
    about = () => readAbout(message, kind, version ?? '2021-2');
    if (!said) throw new Fault('UnrecognisedDataElement', 'ISO18626Message/@version is missing', 'ISO18626Message/@version');
    if (!version) throw wrongValue('ISO18626Message/@version', said);
    const unknown: UnknownElement[] = [];
    const body = readSequence(message, (MESSAGES[kind] as Sequence).fields, kind, unknown);
    modernize(body);
    return ok({ kind, version, body, ...(unknown.length ? { unknown } : {}) } as unknown as Iso18626Message);
  } catch (error) {
    if (error instanceof Fault) return err(refusal(error, about?.()));
    throw error;
  }
}

/**
 * Reads a message of ISO 18626, version 2021-2 or 1.2. Elements the schema does not know are kept aside; their order does not
 * matter; a missing mandatory element, a value outside its list and XML that is none are refused with the standard's error type.
 * @param xml the bytes as received (their XML declaration says the encoding) or text.
 * @param maxBytes checked before anything is parsed; messages of the standard stay far below the default of 256 KiB.
 */
export function readMessage(
  xml: string | Uint8Array,
  { maxBytes = 262_144 }: { readonly maxBytes?: number } = {},
): Result<Iso18626Message, Iso18626Rejection> {
  const bytes = typeof xml === 'string' ? Buffer.from(xml, 'utf8') : xml;
  if (bytes.length > maxBytes)
    return err(refusal(new Fault('BadlyFormedMessage', `the message has ${bytes.length} bytes; at most ${maxBytes} are read`)));
  let document: XmlDocument;
  try {
    const options = ParseOption.XML_PARSE_NONET | ParseOption.XML_PARSE_NO_XXE | ParseOption.XML_PARSE_NOCDATA;
    document = XmlDocument.fromBuffer(bytes, {
      option: options,
      // text has left its encoding behind, whatever its declaration says
      ...(typeof xml === 'string' ? { encoding: 'UTF-8' } : {}),
    });
  } catch (error) {
    const said = error instanceof Error ? error.message.trim().split('\n')[0] : 'unreadable';
    return err(refusal(new Fault('BadlyFormedMessage', `not well-formed XML: ${said}`)));
  }
  try {
    return readDocument(document);
  } finally {
    document.dispose(); // the tree lives in wasm memory, which nobody else collects
  }
}
