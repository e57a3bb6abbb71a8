import { ParseOption, XmlDocument, XmlElement } from 'libxml2-wasm';

export interface NcipAnswer {
  /** The response's own element: `RequestItemResponse`. */
  readonly response: string;
  readonly problem?: { readonly type: string; readonly detail: string; readonly value: string };
  readonly requestId?: string;
  /** Of LookupUserResponse: what it says of the user. */
  readonly user?: NcipUser;
}
export interface NcipUser {
  /** AgencyUserPrivilegeType, with its status where there is one and until when it holds. */
  readonly privileges: readonly { readonly type: string; readonly status?: string; readonly until?: string }[];
  /** BlockOrTrapType of each block. */
  readonly blocks: readonly string[];
}

const children = (element: XmlElement): XmlElement[] => {
  const found: XmlElement[] = [];
  for (let node = element.firstChild; node; node = node.next) if (node instanceof XmlElement) found.push(node);
  return found;
};
const named = (element: XmlElement | undefined, name: string): XmlElement | undefined =>
  element && children(element).find((child) => child.name === name);
const allNamed = (element: XmlElement | undefined, name: string): XmlElement[] =>
  element ? children(element).filter((child) => child.name === name) : [];
const text = (element: XmlElement | undefined): string => element?.content.trim() ?? '';

function readDocument(document: XmlDocument): NcipAnswer | undefined {
  if (document.dtd || document.root.name !== 'NCIPMessage') return undefined;
  const [response] = children(document.root);
  if (!response) return undefined;
  const problem = response.name === 'Problem' ? response : named(response, 'Problem');
  const id = text(named(named(response, 'RequestId'), 'RequestIdentifierValue'));
  const fields = named(response, 'UserOptionalFields');
  return {
    response: response.name,
    ...(id ? { requestId: id } : {}),
    ...(fields && { user: userIn(fields) }),
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

const userIn = (fields: XmlElement): NcipUser => ({
  privileges: allNamed(fields, 'UserPrivilege').map((one) => {
    const [status, until] = [
      text(named(named(one, 'UserPrivilegeStatus'), 'UserPrivilegeStatusType')),
      text(named(one, 'ValidToDate')),
    ];
    return {
      type: text(named(one, 'AgencyUserPrivilegeType')),
      ...(status && { status }),
      ...(until && { until: until.slice(0, 10) }),
    };
  }),
  blocks: allNamed(fields, 'BlockOrTrap')
    .map((one) => text(named(one, 'BlockOrTrapType')))
    .filter(Boolean),
});

/** Reads an NCIP response; undefined where it is none. A document type declaration is refused, nothing is fetched. */
export function readNcip(xml: string): NcipAnswer | undefined {
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

/** Blocks that keep nobody from borrowing: the item side, and messages to the patron. */
const HARMLESS = /^(trap|message|note|claims? returned)/i;
const BAD_STATUS = /^(blocked|barred|expired|suspended|inactive|closed|delinquent)$/i;
/** Types of privilege that name something else than the patron's group. */
const NO_GROUP = /^(library|status|cat\d+|pin|branch)$/i;

/**
 * What a user's privileges and blocks mean here. Symphony names the group as the status of the privilege PROFILE; others name it as the type.
 * @param today `YYYY-MM-DD`
 * @param groups the library's names of groups, by the system's
 * @returns no group where the system says none
 */
export function standingOf(
  { privileges, blocks }: NcipUser,
  today: string,
  groups: Readonly<Record<string, string>> = {},
): { readonly group?: string; readonly blocked: boolean } {
  const profile = privileges.find(({ type }) => /^profile$/i.test(type));
  const plain = privileges.find(({ type }) => type && !NO_GROUP.test(type));
  const group = profile?.status ?? plain?.type;
  const ended = [profile, plain].some((one) => one?.until !== undefined && one.until < today);
  const barred = privileges.some(({ status }) => status !== undefined && BAD_STATUS.test(status));
  const blocked = ended || barred || blocks.some((type) => !HARMLESS.test(type));
  return { ...(group && { group: groups[group] ?? group }), blocked };
}
