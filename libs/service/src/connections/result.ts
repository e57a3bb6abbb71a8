/** What can be wrong with a connection, as a person who sets it up meets it. */
export type ConnectionFault =
  | 'unknown-name'
  | 'unreachable'
  | 'untrusted'
  | 'credentials-refused'
  | 'another-service'
  | 'too-slow'
  | 'not-allowed'
  | 'cannot-ask';

export interface ConnectionWorks {
  readonly ok: true;
  /** One sentence: what was asked and what came back. */
  readonly words: string;
  /** What the other side says of itself, e.g. its name or how many records it has. */
  readonly seen?: string;
}

export interface ConnectionFails {
  readonly ok: false;
  readonly fault: ConnectionFault;
  /** What is wrong, with names, ports and dates. */
  readonly words: string;
  /** What to do about it. */
  readonly remedy: string;
  /** The field of the form where the remedy is applied. */
  readonly field: string;
}

/** What *test connection* answers. */
export type ConnectionTest = ConnectionWorks | ConnectionFails;

/** What is tested, in the words of its failures. */
export interface TestedConnection {
  /** As a sentence begins with it: `The catalog`. */
  readonly what: string;
  readonly host: string;
  readonly port: number;
  /** How long it was waited, in milliseconds. */
  readonly timeoutMs: number;
  /** What another service would have to be to be the right one: `an SRU server`. */
  readonly speaks: string;
  /** Fields of the form: where the address stands, and where credentials do. */
  readonly fields?: { readonly address?: string; readonly credentials?: string };
}

/** Thrown by a probe: the other side answered, and does not know these credentials. */
export class CredentialsRefused extends Error {
  override name = 'CredentialsRefused';
}

/** Thrown by a probe: this machine lacks what it takes to ask. @param message what is missing @param remedy who does what about it */
export class CannotAsk extends Error {
  override name = 'CannotAsk';

  constructor(
    message: string,
    readonly remedy: string,
  ) {
    super(message);
  }
}

/** Thrown by a probe: something answered, and it is not what was looked for. @param message what it answered, e.g. `a web page` */
export class AnotherService extends Error {
  override name = 'AnotherService';
}
