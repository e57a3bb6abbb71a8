import { PermanentError } from '#lib/messaging';
import type { OpenConnector } from '../../app/connectors.ts';

export const MAILER = Symbol('MAILER');

/** A mail to one person. */
export interface Mail {
  /** Bare addresses: `ill@library.example.org`. */
  readonly from: { readonly name: string; readonly address: string };
  readonly replyTo?: string | undefined;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly language: string;
  /** Without brackets; the same for the same mail. */
  readonly messageId: string;
  readonly date: Date;
}

/** The mail server would not have it, or lets us not in: trying again would not help. */
export class Refused extends PermanentError {}

/** Hands mails to a library's mail server. */
export interface Mailer {
  /**
   * @throws NotSent where the server certainly did not take it (not reached, or refused for now), Refused where it would not have it,
   * any other error where it may have it
   */
  send(server: OpenConnector, mail: Mail, signal: AbortSignal): Promise<void>;
}
