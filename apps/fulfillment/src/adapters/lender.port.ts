/** What a lender's system answered to a message: it has it, or it does not take it, and why. */
export type Confirmation =
  { readonly taken: true; readonly xml: string } | { readonly taken: false; readonly reason: string; readonly xml: string };

/** The way to other libraries' systems. */
export interface LenderChannel {
  /**
   * Sends one message and reads the confirmation that comes back in the same exchange.
   * @param headers what shows the partner who we are
   * @throws NotSent, RetryAfter, PermanentError or Error, as jobs take them (libs/messaging)
   */
  send(address: string, xml: string, signal: AbortSignal, headers?: Readonly<Record<string, string>>): Promise<Confirmation>;
}
export const LENDER_CHANNEL = Symbol('LenderChannel');
