/** What is sealed of a message, under its patron's key. */
export interface Sealed {
  readonly text: string;
  /** An answer by mail before what it quotes was cut. */
  readonly whole?: string;
  /** Where an answer by mail came from, if not from the patron's address. */
  readonly sender?: string;
  readonly attachments?: number;
}

/** Under what a message is sealed. */
export const messageSeal = (id: string): string => `message ${id}`;
