import { PermanentError } from '#lib/messaging';
import type { Account } from '../connections/account.ts';

/** A mail to one person or one desk. */
export interface Mail {
  /** Bare addresses: `ill@library.example.org`. */
  readonly from: { readonly name: string; readonly address: string };
  readonly replyTo?: string | undefined;
  /** Where it comes back to when it cannot be delivered (the envelope’s sender), if not to `from`. */
  readonly returnTo?: string | undefined;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** Left out where plain text is all there is. */
  readonly html?: string | undefined;
  readonly language: string;
  /** Without brackets; the same for the same mail. */
  readonly messageId: string;
  /** Mails of one matter stand together in a mail program: message ids without brackets, the latest last. */
  readonly references?: readonly string[] | undefined;
  readonly date: Date;
}

/** The mail server would not have it, or lets us not in: trying again would not help. */
export class Refused extends PermanentError {}

/** Hands mails to a library's mail server. A service provides it as `{ provide: Mailer, useClass: SmtpMailer }`. */
export abstract class Mailer {
  /**
   * Not to be repeated by itself (`idempotent: false`, ADR 0020): a mail server tells no mail from its repeat.
   *
   * @param server the library's connector `smtp`, its password open: `openAccount(seals, tenant, connector)`; sender and address for answers
   *   stand in its settings as `from` and `replyTo`
   * @throws NotSent where the server certainly did not take it (not reached, or refused for now), Refused where it would not have it,
   * any other error where it may have it
   */
  abstract send(server: Account, mail: Mail, signal: AbortSignal): Promise<void>;
}

/** A mail's id: the same for the same thing said by the same sender. @param what one thing said, e.g. `notice-0198…` */
export const messageIdOf = (what: string, from: string): string => `${what}@${from.split('@')[1] ?? 'trillium.invalid'}`;

/** Rest after the nth failure, in milliseconds: 2, 10, 50 s, 4, 20 minutes, then an hour. Greylisting servers want some minutes. */
export const mailBackoff = (failures: number): number => Math.min(3_600_000, 2000 * 5 ** (failures - 1));
