/** In which way a conversation with a library system fell short. */
export type Sip2Fault =
  | 'unknown-name'
  | 'closed-port'
  | 'untrusted'
  | 'refused-terminal'
  | 'other-service'
  | 'too-slow'
  | 'broken-off'
  | 'damaged'
  | 'not-to-be-sent';

/** A conversation with a library system that came to nothing. The message holds neither card number nor PIN. */
export class Sip2Failure extends Error {
  override name = 'Sip2Failure';
  readonly fault: Sip2Fault;

  constructor(fault: Sip2Fault, message: string, options?: ErrorOptions) {
    super(message, options);
    this.fault = fault;
  }
}
