import { createTransport } from 'nodemailer';
import { smtpOptions, type Probe } from '#lib/service';
import type { OpenConnector } from '../../app/connectors.ts';

/** Greets a mail server, turns on TLS where it offers it, signs in where a user is named, and leaves. No mail is sent. */
export const smtpProbe =
  (connector: OpenConnector, timeoutMs: number): Probe =>
  async (signal) => {
    const { user } = connector.settings;
    const transport = createTransport(await smtpOptions(connector, timeoutMs));
    signal.addEventListener('abort', () => transport.close());
    try {
      await transport.verify();
      return { words: user ? `The mail server lets ${user} send.` : 'The mail server answers.' };
    } finally {
      transport.close();
    }
  };
