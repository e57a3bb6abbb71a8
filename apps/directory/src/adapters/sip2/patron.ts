import { STATUS, type Sip2Patron } from '../library-system.port.ts';
import type { Sip2Message } from './message.ts';

const yesOrNo = (value: string | undefined): boolean | undefined =>
  value === undefined || value === '' ? undefined : value.startsWith('Y') || value.startsWith('1');

/** Reads a Patron Status Response (24) or a Patron Information Response (64). */
export function readPatron({ fixed, fields }: Sip2Message): Sip2Patron {
  const email = fields.get('BE')?.trim();
  return {
    cardNumber: fields.get('AA')?.trim() ?? '',
    name: fields.get('AE')?.trim() ?? '',
    ...(email && { email }),
    // BL is optional: without it a patron with a name is one
    valid: yesOrNo(fields.get('BL')) ?? Boolean(fields.get('AE')?.trim()),
    pinRight: yesOrNo(fields.get('CQ')),
    status: STATUS.filter((_, at) => fixed[at] === 'Y'),
    fields,
  };
}
