import type { ConnectorKind } from '#lib/contracts';

export interface ConnectorField {
  readonly name: string;
  /** As a form calls it. */
  readonly label: string;
  readonly required: boolean;
  readonly example?: string;
}

/** What a kind of connector is made of; the console's form and the check of what comes in follow it. */
export interface KindOfConnector {
  /** As a sentence begins with it. */
  readonly what: string;
  /** What the other side has to be: `an SRU server`. */
  readonly speaks: string;
  /** What it is good for, in a librarian's words. */
  readonly why: string;
  /** Schemes of its address, the usual one first. */
  readonly schemes: readonly string[];
  readonly example: string;
  readonly settings: readonly ConnectorField[];
  readonly secrets: readonly ConnectorField[];
}

const user = (example: string): ConnectorField => ({ name: 'user', label: 'User name', required: false, example });
const password: ConnectorField = { name: 'password', label: 'Password', required: false };

export const KINDS: Readonly<Record<ConnectorKind, KindOfConnector>> = {
  sru: {
    what: 'The catalog',
    speaks: 'an SRU server',
    why: 'Finds what you hold before anybody else is asked.',
    schemes: ['https:', 'http:'],
    example: 'https://catalog.example.org/sru',
    settings: [user('trillium')],
    secrets: [password],
  },
  ncip: {
    what: 'The library system',
    speaks: 'an NCIP responder',
    why: 'Places holds and knows patrons without anybody typing them twice.',
    schemes: ['https:', 'http:'],
    example: 'https://ils.example.org/ncip',
    settings: [
      { name: 'agency', label: 'Agency', required: false, example: 'RVL' },
      { name: 'patron', label: 'Card number to test with', required: false, example: '22100000000011' },
    ],
    secrets: [],
  },
  smtp: {
    what: 'The mail server',
    speaks: 'a mail server (SMTP)',
    why: 'Sends notices to patrons and requests by e-mail to libraries that have no system.',
    schemes: ['smtp:', 'smtps:'],
    example: 'smtp://mail.example.org:587',
    settings: [
      { name: 'from', label: 'Sender', required: true, example: 'ill@library.example.org' },
      user('ill@library.example.org'),
    ],
    secrets: [password],
  },
};
