import { z } from 'zod';

/** How one shows who it is: a header of its own, a user and a password (HTTP Basic, RFC 7617) or a key (Bearer, RFC 6750). */
export const ShownBy = z.enum(['header', 'basic', 'bearer']);
/** What goes on the wire instead, or says how it is read: a server would take these for its own. */
const FORBIDDEN = /^(host|connection|content-.*|transfer-encoding|te|upgrade|expect|trailer|accept|keep-alive|x-practice-key)$/i;

const named = {
  by: ShownBy,
  name: z
    .string()
    .trim()
    .min(1)
    .max(64)
    .regex(/^[!-9;-~]+$/)
    .refine((name) => !FORBIDDEN.test(name), 'is a header that HTTP itself uses')
    .optional()
    .meta({ description: 'Of the header, or the user; a key needs none' }),
};
/** Who one is to a partner, without the secret. */
export const CredentialShown = z.strictObject(named);
/** With its secret, sealed for the library (`partnerContext`). */
export const Credential = z.strictObject({ ...named, secret: z.string() });
export type Credential = z.infer<typeof Credential>;

/** Which version of ISO 18626 a partner is spoken to in. What it speaks itself is told by its messages. */
export const ProtocolVersion = z.enum(['1.2', '2021-2']).default('2021-2');

/** How ISO 18626 is spoken with a partner, and how each shows who it is. */
export const PartnerProtocol = z.strictObject({
  version: ProtocolVersion,
  outgoing: Credential.optional().meta({ description: 'What goes with messages to it' }),
  incoming: Credential.optional().meta({ description: 'What its messages have to show; without it they are believed' }),
});
export type PartnerProtocol = z.infer<typeof PartnerProtocol>;

export type ProtocolDirection = 'incoming' | 'outgoing';
/** Under what a partner's secret is sealed, see Seals of libs/service. */
export const partnerContext = (symbol: string, direction: ProtocolDirection): string => `partner ${symbol} ${direction}`;
