import type { Tx } from '#lib/messaging';
import { findConnector } from '../connectors.ts';

/** The library's own system, as it is connected, and what it is asked and told. */
export interface OwnSystem {
  readonly address: string;
  readonly agency?: string | undefined;
  /** Whether it is asked for patrons’ groups and blocks. */
  readonly patrons: boolean;
  /** Whether it is told of borrowed items. */
  readonly circulation: boolean;
  /** The account under which its copies are lent to other libraries; without one it is not told of them. */
  readonly lendingCard?: string | undefined;
  /** Accounts of single libraries, by their symbols. */
  readonly lendingCards: Readonly<Record<string, string>>;
  /** The library’s names of groups, by the system’s. */
  readonly groups: Readonly<Record<string, string>>;
}

/** The transaction's library's own system; undefined where none is connected by NCIP. */
export async function ownSystem(tx: Tx): Promise<OwnSystem | undefined> {
  const { active, setUp } = await findConnector(tx, 'ncip');
  if (!active || !setUp) return undefined;
  const { agency, patrons, circulation, groups, lendingCard, lendingCards } = setUp.settings;
  return {
    address: setUp.address,
    agency,
    patrons: patrons === 'yes',
    circulation: circulation === 'yes',
    lendingCard,
    lendingCards: pairsOf(lendingCards),
    groups: pairsOf(groups),
  };
}

/** `UG=student, FAC=faculty` */
const pairsOf = (text = ''): Readonly<Record<string, string>> =>
  Object.fromEntries(
    text.split(',').flatMap((pair) => {
      const [left, right] = pair.split('=').map((part) => part.trim());
      return left && right ? [[left, right]] : [];
    }),
  );
