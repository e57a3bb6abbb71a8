import { Injectable } from '@nestjs/common';
import { ParseOption, XmlDocument, XmlElement } from 'libxml2-wasm';
import { PermanentError } from '#lib/messaging';
import { ask } from '#lib/service';
import type { HoldAnswer, HoldToPlace, HoldToRemove, LibrarySystem } from './library-system.port.ts';

const NAMESPACE = 'http://www.niso.org/2008/ncip';
const MAX_BYTES = 65_536;

const escape = (text: string): string => text.replaceAll(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign]!);
const leaf = (name: string, text: string): string => `<${name}>${escape(text)}</${name}>`;
const message = (inner: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<NCIPMessage xmlns="${NAMESPACE}" version="http://www.niso.org/schemas/ncip/v2_02/ncip_v2_02.xsd">${inner}</NCIPMessage>`;
const user = (patron: string): string => `<UserId>${leaf('UserIdentifierValue', patron)}</UserId>`;
const requestId = (id: string): string => `<RequestId>${leaf('RequestIdentifierValue', id)}</RequestId>`;

interface Answer {
  /** The response's own element: `RequestItemResponse`. */
  readonly response: string;
  readonly problem?: { readonly type: string; readonly detail: string; readonly value: string };
  readonly requestId?: string;
}

const children = (element: XmlElement): XmlElement[] => {
  const found: XmlElement[] = [];
  for (let node = element.firstChild; node; node = node.next) if (node instanceof XmlElement) found.push(node);
  return found;
};
const named = (element: XmlElement | undefined, name: string): XmlElement | undefined =>
  element && children(element).find((child) => child.name === name);
const text = (element: XmlElement | undefined): string => element?.content.trim() ?? '';

function readDocument(document: XmlDocument): Answer | undefined {
  if (document.dtd || document.root.name !== 'NCIPMessage') return undefined;
  const [response] = children(document.root);
  if (!response) return undefined;
  const problem = response.name === 'Problem' ? response : named(response, 'Problem');
  const id = text(named(named(response, 'RequestId'), 'RequestIdentifierValue'));
  return {
    response: response.name,
    ...(id ? { requestId: id } : {}),
    ...(problem
      ? {
          problem: {
            type: text(named(problem, 'ProblemType')),
            detail: text(named(problem, 'ProblemDetail')),
            value: text(named(problem, 'ProblemValue')),
          },
        }
      : {}),
  };
}

/** Reads an NCIP response; undefined where it is none. A document type declaration is refused, nothing is fetched. */
export function readNcip(xml: string): Answer | undefined {
  if (/<!DOCTYPE/i.test(xml)) return undefined;
  let document: XmlDocument;
  try {
    document = XmlDocument.fromBuffer(Buffer.from(xml), {
      option: ParseOption.XML_PARSE_NONET | ParseOption.XML_PARSE_NO_XXE,
      encoding: 'UTF-8',
    });
  } catch {
    return undefined;
  }
  try {
    return readDocument(document);
  } finally {
    document.dispose(); // the tree lives in wasm memory, which nobody else collects
  }
}

/**
 * A library's own system by NCIP 2.02 (ANSI/NISO Z39.83-1-2012): Request Item for a hold, Cancel Request Item. Our key goes as
 * RequestId, so a hold asked for twice comes back as the problem "Duplicate Request", which names the first one.
 */
@Injectable()
export class NcipSystem implements LibrarySystem {
  async placeHold(address: string, key: string, hold: HoldToPlace, signal: AbortSignal): Promise<HoldAnswer> {
    const record = `<BibliographicId><BibliographicRecordId>${leaf('BibliographicRecordIdentifier', hold.record)}</BibliographicRecordId></BibliographicId>`;
    const pickup = hold.pickupBranch ? leaf('PickupLocation', hold.pickupBranch) : '';
    const scope = leaf('RequestType', 'Hold') + leaf('RequestScopeType', 'Bibliographic Item');
    const answer = await this.#ask(
      address,
      `<RequestItem>${user(hold.patron)}${record}${requestId(key)}${scope}${pickup}</RequestItem>`,
      signal,
    );
    const { problem } = answer;
    if (problem?.type === 'Duplicate Request') return { placed: true, holdId: problem.value || key };
    if (problem) return { placed: false, reason: [problem.type, problem.detail].filter(Boolean).join(': ') };
    return { placed: true, holdId: answer.requestId ?? key };
  }

  async removeHold(address: string, { holdId, patron }: HoldToRemove, signal: AbortSignal): Promise<void> {
    if (!holdId) throw new PermanentError('the number of the hold is not known here');
    const { problem } = await this.#ask(
      address,
      `<CancelRequestItem>${user(patron)}${requestId(holdId)}</CancelRequestItem>`,
      signal,
    );
    if (problem && problem.type !== 'Unknown Request')
      throw new PermanentError([problem.type, problem.detail].filter(Boolean).join(': '));
  }

  async #ask(address: string, inner: string, signal: AbortSignal): Promise<Answer> {
    const headers = { 'content-type': 'application/xml; charset=utf-8' };
    const reply = await ask(address, { method: 'POST', headers, body: message(inner), signal, maxBytes: MAX_BYTES });
    const answer = readNcip(reply.text);
    if (answer) return answer;
    throw new PermanentError(`the library system at ${address} answered ${reply.status} and no NCIP`);
  }
}
