import type { Citation, ServiceType } from '#lib/contracts';
import type { Money } from '#lib/kernel';
import { formatMoney } from '#lib/kernel';
import { pasteInto, type FieldToPaste } from '../by-hand/paste.ts';
import { answersTo, type Answer } from './answers.ts';

/** What is told to a lender by mail. */
export interface ToWrite {
  readonly said: string;
  readonly library: { readonly symbol: string; readonly name: string };
  readonly lender: { readonly symbol: string; readonly name: string; readonly daysToRespond: number };
  readonly service: ServiceType;
  readonly citation: Citation;
  readonly title: string;
  readonly requestId: string;
  readonly neededBy?: string | undefined;
  readonly maxCost?: Money | undefined;
  readonly conditions?: readonly string[] | undefined;
  readonly note?: string | undefined;
  readonly dueDate?: string | undefined;
  readonly shippedBack?: { readonly carrier?: string | undefined; readonly tracking?: string | undefined } | undefined;
}

/** A mail before it has addresses and links. Nothing of the patron is in it. */
export interface Letter {
  readonly subject: string;
  readonly intro: string;
  /** The request, as the ALA Interlibrary Loan Request Form names its fields. */
  readonly fields: readonly FieldToPaste[];
  readonly answers: readonly Answer[];
}

interface Words {
  readonly subject: string;
  readonly intro: string;
}

function wordsFor(
  said: string,
  { lender, library, service, maxCost, conditions, dueDate, shippedBack }: ToWrite,
): Words | undefined {
  const days = `${lender.daysToRespond} working ${lender.daysToRespond === 1 ? 'day' : 'days'}`;
  switch (said) {
    case 'Request':
      return {
        subject: 'Interlibrary loan request',
        intro: `${library.name} asks you to ${service === 'copy' ? 'supply a copy' : 'lend an item'}. Please answer within ${days}; after that we ask another library.`,
      };
    case 'Retry': {
      const agreed = [maxCost && formatMoney(maxCost), ...(conditions ?? [])].filter(Boolean).join(', ');
      return {
        subject: 'Agreed, please supply',
        intro: `${library.name} agrees to what you asked${agreed ? ` (${agreed})` : ''}: please supply it.`,
      };
    }
    case 'StatusRequest':
      return { subject: 'How does it stand?', intro: `${library.name} asks how the request below stands.` };
    case 'Cancel':
      return {
        subject: 'Canceled',
        intro: `${library.name} no longer needs what is below. Please do not send it; where it has gone already, tell us.`,
      };
    case 'Renew':
      return {
        subject: 'Renewal asked',
        intro: `${library.name} asks to keep the loan below longer${dueDate ? `: it is due on ${dueDate}` : ''}.`,
      };
    case 'ShippedReturn': {
      const { carrier, tracking } = shippedBack ?? {};
      const by = [carrier && `by ${carrier}`, tracking && `number ${tracking}`].filter(Boolean).join(', ');
      return { subject: 'On its way back', intro: `What you lent is on its way back to you${by ? ` ${by}` : ''}. Thank you.` };
    }
    case 'Lost':
      return {
        subject: 'Lost',
        intro: `What you lent to ${library.name} has been lost. We are sorry. Please answer with what you ask for it.`,
      };
    case 'Notification':
      return { subject: 'A word about a request', intro: `${library.name} writes about the request below.` };
    default:
      return undefined;
  }
}

/** That something has arrived is not told by mail: a desk that works by mail does not wait for it. */
export const isWritten = (said: string): boolean => said !== 'Received';

/** The mail that says it; undefined for what is not told by mail. */
export function letterFor(toWrite: ToWrite): Letter | undefined {
  const { said, library, lender, service, citation, title, requestId, neededBy, maxCost, note } = toWrite;
  const words = isWritten(said) ? wordsFor(said, toWrite) : undefined;
  if (!words) return undefined;
  const form = pasteInto('e-mail', {
    service,
    citation,
    lender: `${lender.name} (${lender.symbol})`,
    reference: requestId,
    neededBy,
    maxCost,
  });
  return {
    subject: `${words.subject}: ${title}`.replaceAll(/\s+/g, ' ').slice(0, 180),
    intro: words.intro,
    fields: [
      ...form,
      { name: 'Borrowing library', value: `${library.name} (${library.symbol})` },
      ...(note ? [{ name: 'Notes', value: note }] : []),
    ],
    answers: answersTo(said),
  };
}
