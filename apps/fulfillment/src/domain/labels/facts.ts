import { minorDigits, type Money } from '#lib/kernel';
import type { Citation, LibraryChanged, PartnerChanged } from '#lib/contracts';
import { supplierOf, type Attempt } from '../attempt/index.ts';
import { callNumberOf, type Lent } from '../lent/index.ts';
import { numberOf } from '../scan/number.ts';

/** All that a label says of an attempt. No patron's name: nobody here knows it. */
export interface LabelFacts {
  readonly id: string;
  readonly number: string;
  readonly ours: { readonly symbol: string; readonly name: string; readonly address?: string };
  readonly supplier: { readonly name: string; readonly address?: string };
  readonly lendersNumber?: string;
  readonly title: string;
  readonly by?: string;
  readonly machine: Attempt['plan']['machine'];
  readonly callNumber?: string;
  readonly pages?: string;
  /** The lender's due date, and the patron's. */
  readonly dueBack?: string;
  readonly due?: string;
  readonly neededBy?: string;
  readonly pieces: number;
  /** As ISO 18626 lists them, or in a lender's own words. */
  readonly restrictions: readonly string[];
  readonly note?: string;
  readonly pickUp?: string;
  readonly homeDelivery: boolean;
  readonly insured?: Money;
}

/** The number by which the hold shelf is kept and the desk finds a parcel: short, of this attempt only, and of nobody's name. */
export const pickupCode = (number: string): string => number.slice(-5);

/**
 * @param library whose desk prints it
 * @param partner what is known of the lender
 * @param lender the lender's own profile, where it is a member
 */
export function factsOf(
  attempt: Attempt,
  library: Pick<LibraryChanged, 'symbol' | 'name' | 'branches'> & Addressed,
  partner: (Pick<PartnerChanged, 'name'> & Addressed) | undefined,
  lender: Addressed | undefined,
): LabelFacts {
  const { id, plan, wanted, dueDate, patronDueDate, pieces, loanConditions, note, lenderRequestId, insuredFor } = attempt;
  const { citation, wishes } = wanted;
  const address = partner?.postalAddress ?? lender?.postalAddress;
  const due = patronDueDate ?? dueDate;
  const branch = library.branches.find(({ code }) => code === wishes.pickupBranch)?.name ?? wishes.pickupBranch;
  return {
    id,
    number: numberOf(id),
    ours: { symbol: library.symbol, name: library.name, ...(library.postalAddress && { address: library.postalAddress }) },
    supplier: { name: partner?.name ?? supplierOf(plan), ...(address && { address }) },
    ...(lenderRequestId && { lendersNumber: lenderRequestId }),
    ...titled(citation),
    machine: plan.machine,
    ...('callNumber' in plan && plan.callNumber ? { callNumber: plan.callNumber } : {}),
    ...(dueDate && { dueBack: dueDate }),
    ...(due && { due }),
    ...(wishes.neededBy && { neededBy: wishes.neededBy }),
    pieces: pieces ?? wishes.pieces,
    restrictions: loanConditions ?? [],
    ...(note && { note }),
    ...(branch && { pickUp: branch }),
    homeDelivery: wishes.homeDelivery ?? false,
    ...(insuredFor && { insured: insuredFor }),
  };
}
/** The same of what another library has asked for: for the slip with which it is taken from the shelf, or scanned. */
export function lentFactsOf(lent: Lent, library: Pick<LibraryChanged, 'symbol' | 'name'>): LabelFacts {
  const { id, requester, asked } = lent;
  const { citation, neededBy, service, note } = asked;
  const callNumber = callNumberOf(lent);
  return {
    id,
    number: numberOf(id),
    ours: { symbol: library.symbol, name: library.name },
    supplier: { name: requester.name },
    ...titled(citation),
    machine: service === 'copy' ? 'scan' : 'borrow-loan',
    ...(callNumber && { callNumber }),
    ...(neededBy && { neededBy }),
    pieces: 1,
    restrictions: [],
    ...(note && { note }),
    homeDelivery: false,
  };
}

const titled = ({ title, container, authors, pages, volume, issue }: Citation) => ({
  title: [title, container].filter(Boolean).join(' · ') || 'Untitled',
  ...(authors.length && { by: authors.join('; ') }),
  ...(pages && { pages: [volume, issue && `(${issue})`, pages].filter(Boolean).join(' ') }),
});

interface Addressed {
  readonly postalAddress?: string | undefined;
}

export const digitsOf = ({ currency }: Money): number => minorDigits(currency);
