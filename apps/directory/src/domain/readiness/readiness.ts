import { JOINING_STEPS, type ConnectorKind, type JoiningStep } from '#lib/contracts';
import type { LibraryProfile } from '../library/library.ts';

/** `missing` keeps the first request from being filled; `advised` makes more work for people, and nothing stops. */
export interface ReadinessItem {
  readonly step: JoiningStep;
  readonly state: 'ready' | 'missing' | 'advised';
  /** What there is, or what is missing and what it is good for. */
  readonly words: string;
}

export interface ReadinessFacts {
  readonly profile: LibraryProfile;
  /** `YYYY-MM-DD`, the library's own. */
  readonly today: string;
  /** Active accounts of people who can work at the desk. */
  readonly deskAccounts: number;
  readonly patrons: number;
  readonly partners: number;
  readonly connectors: Partial<Record<ConnectorKind, { readonly tested?: { readonly ok: boolean; readonly words: string } }>>;
  /** What other services have told: titles of a catalog file and of title lists, money in funds (minor units). */
  readonly brought: { readonly catalog?: number; readonly licenses?: number; readonly fund?: number };
  /** Where people reach the installation; undefined where nobody has said. */
  readonly publicUrl?: string | undefined;
}

const ready = (words: string) => ({ state: 'ready', words }) as const;
const missing = (words: string) => ({ state: 'missing', words }) as const;
const advised = (words: string) => ({ state: 'advised', words }) as const;
type Judged = Omit<ReadinessItem, 'step'>;

const inAYear = (day: string): string => `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`;
const some = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

/** A connector that is there but did not answer is no more use than none. */
function connected({ connectors }: ReadinessFacts, kind: ConnectorKind, works: string, none: Judged): Judged {
  const connector = connectors[kind];
  if (!connector) return none;
  if (!connector.tested) return advised(`${works} is set up and was not tested yet.`);
  return connector.tested.ok ? ready(connector.tested.words) : { ...none, words: connector.tested.words };
}

const JUDGES: Readonly<Record<JoiningStep, (facts: ReadinessFacts) => Judged>> = {
  profile: ({ profile }) => ready(`${profile.name}, ${profile.country}, ${profile.timeZone}.`),
  branches: ({ profile: { branches } }) =>
    branches.length
      ? ready(`${some(branches.length, 'branch', 'branches')}: ${branches.map(({ name }) => name).join(', ')}.`)
      : missing('No branch yet: patrons need a place to pick things up.'),
  calendar: ({ profile: { holidays, closures = [] }, today }) => {
    const ahead = [...holidays, ...closures.map(({ from }) => from)].filter((day) => day >= today && day < inAYear(today));
    return ahead.length
      ? ready(`${some(ahead.length, 'day or period', 'days and periods')} off in the next twelve months.`)
      : missing('No holiday in the next twelve months: due dates would fall on days on which nobody is there.');
  },
  staff: ({ deskAccounts }) =>
    deskAccounts
      ? ready(`${some(deskAccounts, 'person', 'people')} for the desk.`)
      : missing('Nobody can sign in for the desk yet.'),
  patrons: ({ patrons }) =>
    patrons ? ready(`${some(patrons, 'patron', 'patrons')}.`) : missing('No patrons yet: nobody can ask for anything.'),
  holdings: (facts) => {
    const { catalog, licenses } = facts.brought;
    const lists = [
      ...(catalog ? [`${some(catalog, 'title', 'titles')} of your catalog file`] : []),
      ...(licenses ? [some(licenses, 'licensed title', 'licensed titles')] : []),
    ].join(', ');
    const none = lists
      ? ready(`${lists}.`)
      : missing('Trillium does not know what you hold: it would ask others for what stands on your shelf.');
    const judged = connected(facts, 'sru', 'The catalog', none);
    return judged.state === 'ready' && lists && judged !== none ? ready(`${judged.words} ${lists}.`) : judged;
  },
  system: (facts) =>
    connected(facts, 'ncip', 'The library system', advised('No library system connected: holds are placed by hand at the desk.')),
  partners: ({ partners }) =>
    partners
      ? ready(`${some(partners, 'library', 'libraries')} to ask.`)
      : missing('No partner yet: nobody can be asked to lend.'),
  money: ({ brought: { fund } }) =>
    fund ? ready('A fund has money.') : advised('No fund: nothing is bought, and whatever costs money goes to staff.'),
  mail: (facts) =>
    connected(facts, 'smtp', 'The mail server', advised('No mail: patrons are not written to, somebody has to tell them.')),
  address: ({ publicUrl }) => {
    if (!publicUrl)
      return advised('Nobody has said where people reach Trillium. The operator sets TRILLIUM_PUBLIC_URL and a certificate.');
    return publicUrl.startsWith('https:')
      ? ready(`People come by ${publicUrl}.`)
      : advised(`${publicUrl} is not encrypted: passwords go over an open line. The operator sets up a certificate (https).`);
  },
};

/** What a library still lacks, in words. Pure: the same facts, the same list. */
export const readinessOf = (facts: ReadinessFacts): readonly ReadinessItem[] =>
  JOINING_STEPS.map((step) => ({ step, ...JUDGES[step](facts) }));

/** Whether nothing is missing that keeps a request from being filled. */
export const isReady = (items: readonly ReadinessItem[]): boolean => items.every(({ state }) => state !== 'missing');
