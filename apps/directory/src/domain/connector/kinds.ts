import type { ConnectorKind } from '#lib/contracts';

export interface ConnectorField {
  readonly name: string;
  /** As a form calls it. */
  readonly label: string;
  readonly required: boolean;
  readonly example?: string;
  /** What it has to look like. */
  readonly pattern?: RegExp;
}

/** One address and nothing beside it: it becomes a mail's header. */
export const MAIL_ADDRESS = /^[^\s<>()"',:;@\\]+@[a-z0-9.-]+$/i;

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
  /** Where nearly everybody finds it; a form begins with it. */
  readonly usual?: string;
  /** The field in which credentials stand, where it is no secret. */
  readonly credentials?: string;
  /** At which path of the simulated outside a practice copy finds it (`{library}`: the library’s symbol); undefined where nobody plays it. */
  readonly playedAt: string | undefined;
  readonly settings: readonly ConnectorField[];
  readonly secrets: readonly ConnectorField[];
}

const user = (example: string): ConnectorField => ({ name: 'user', label: 'User name', required: false, example });
const password: ConnectorField = { name: 'password', label: 'Password', required: false };

const yesNo = (name: string, label: string): ConnectorField => ({
  name,
  label,
  required: false,
  example: 'no',
  pattern: /^(yes|no)$/,
});

/** Library systems whose items are read as they tell them (PROFILES of libs/catalog). */
const SYSTEMS = ['alma', 'evergreen', 'folio', 'koha', 'marc21', 'polaris', 'sierra', 'symphony', 'wms'];
const profile: ConnectorField = {
  name: 'profile',
  label: `Library system, where its items are not recognized: ${SYSTEMS.join(', ')}`,
  required: false,
  example: 'koha',
  pattern: new RegExp(`^(${SYSTEMS.join('|')})$`),
};
const sru: readonly ConnectorField[] = [
  {
    name: 'version',
    label: 'SRU version, if not 1.2: 1.1 or 2.0',
    required: false,
    example: '2.0',
    pattern: /^(1\.1|1\.2|2\.0)$/,
  },
  { name: 'schema', label: 'Record schema, if not marcxml', required: false, example: 'marcxml', pattern: /^\S{1,100}$/ },
];

const email: ConnectorField = { name: 'email', label: 'Contact address', required: true, example: 'ill@library.example.org' };

const seller = (what: string, why: string, host: string): KindOfConnector => ({
  what,
  speaks: `${what.replace('The', 'the')}’s interface`,
  why: `${why} Orders go on your account; without one, on the consortium’s where it has one.`,
  schemes: ['https:', 'http:'],
  example: `https://${host}.example.com/api`,
  playedAt: host,
  settings: [
    { name: 'account', label: 'Account number', required: false, example: 'LCC-0042' },
    yesNo('deposit', 'What is bought is paid from a deposit account you keep there: yes or no'),
  ],
  secrets: [{ name: 'key', label: 'Key', required: true }],
});

export const KINDS: Readonly<Record<ConnectorKind, KindOfConnector>> = {
  sru: {
    what: 'The catalog',
    speaks: 'an SRU server',
    why: 'Finds what you hold before anybody else is asked.',
    schemes: ['https:', 'http:'],
    example: 'https://catalog.example.org/sru',
    playedAt: 'sru/{library}',
    settings: [
      user('trillium'),
      profile,
      ...sru,
      {
        name: 'holdings',
        label: 'Record schema of holdings, where they are told apart (ISO 20775)',
        required: false,
        example: 'isohold',
        pattern: /^\S{1,100}$/,
      },
    ],
    secrets: [password],
  },
  z3950: {
    what: 'The catalog',
    speaks: 'a Z39.50 server',
    why: 'Finds what you hold where your catalog speaks no SRU. With SRU set up as well, SRU is asked.',
    schemes: ['z3950:', 'z3950s:'],
    example: 'z3950://catalog.example.org:210/Default',
    playedAt: undefined,
    settings: [
      user('trillium'),
      profile,
      {
        name: 'syntax',
        label: 'Record syntax, if not opac: usmarc or xml',
        required: false,
        example: 'opac',
        pattern: /^(opac|usmarc|xml)$/,
      },
    ],
    secrets: [password],
  },
  shared: {
    what: 'The shared catalog',
    speaks: 'an SRU server',
    why: 'Finds what other members of your shared system (Evergreen) have: placed on hold there, it is sent to you.',
    schemes: ['https:', 'http:'],
    example: 'https://evergreen.example.org/opac/extras/sru/CONS/holdings',
    playedAt: 'sru/{library}/shared',
    settings: [user('trillium')],
    secrets: [password],
  },
  union: {
    what: 'The union catalog',
    speaks: 'an SRU server',
    why: 'Finds who else holds what is asked for. Without one of your own, the consortium’s is searched.',
    schemes: ['https:', 'http:'],
    example: 'https://union.example.org/sru',
    playedAt: 'sru/union',
    settings: [user('trillium'), ...sru],
    secrets: [password],
  },
  repository: {
    what: 'The repository of dissertations',
    speaks: 'an SRU server',
    why: 'Finds dissertations that are open to everybody. Without one of your own, the consortium’s is searched, and the union catalog’s links count.',
    schemes: ['https:', 'http:'],
    example: 'https://repository.example.edu/sru',
    playedAt: 'sru/repository',
    settings: [user('trillium'), ...sru],
    secrets: [password],
  },
  oclc: {
    what: 'WorldCat',
    speaks: 'OCLC’s WorldCat Search API',
    why: 'Finds which of your partners hold what is asked for, beside the union catalog. It wants a WSKey of your own.',
    schemes: ['https:', 'http:'],
    example: 'https://americas.discovery.api.oclc.org/worldcat/search/v2',
    usual: 'https://americas.discovery.api.oclc.org/worldcat/search/v2',
    playedAt: 'oclc/worldcat/search/v2',
    settings: [
      { name: 'user', label: 'Key (WSKey)', required: true, example: 'aBcD1234' },
      {
        name: 'token',
        label: 'Address of tokens, if not OCLC’s own',
        required: false,
        example: 'https://oauth.oclc.org/token',
        pattern: /^https?:\/\/[^\s/]+\/\S*$/,
      },
    ],
    secrets: [{ name: 'secret', label: 'Secret of the key', required: true }],
  },
  ncip: {
    what: 'The library system',
    speaks: 'an NCIP responder',
    why: 'Places holds and knows patrons without anybody typing them twice.',
    schemes: ['https:', 'http:'],
    example: 'https://ils.example.org/ncip',
    playedAt: 'ils/{library}',
    settings: [
      { name: 'agency', label: 'Agency', required: false, example: 'RVL' },
      { name: 'patron', label: 'Card number to test with', required: false, example: '22100000000011' },
      yesNo('patrons', 'Ask it for a patron’s group and blocks when they request something: yes or no'),
      yesNo('circulation', 'Tell it of borrowed items (here, handed out, back): yes or no'),
      {
        name: 'lendingCard',
        label: 'Card number under which your copies are lent to other libraries; without one it is not told of them',
        required: false,
        example: '22100000000099',
      },
      {
        name: 'lendingCards',
        label: 'Cards of single libraries, where they have their own',
        required: false,
        example: 'TSU=22100000000101, HFC=22100000000102',
        pattern: /^[^=,]{1,60}=[^=,]{1,60}(,[^=,]{1,60}=[^=,]{1,60}){0,200}$/,
      },
      {
        name: 'groups',
        label: 'Its groups by your names, where they differ',
        required: false,
        example: 'UG=student, FAC=faculty',
        pattern: /^[^=,]{1,60}=[^=,]{1,60}(,[^=,]{1,60}=[^=,]{1,60}){0,40}$/,
      },
    ],
    secrets: [],
  },
  illiad: {
    what: 'ILLiad',
    speaks: 'ILLiad’s Web Platform API',
    why: 'Asks lenders by your own ILLiad: requests are made there, and how they stand is read from it.',
    schemes: ['https:', 'http:'],
    example: 'https://illiad.example.org/ILLiadWebPlatform',
    playedAt: 'illiad',
    settings: [{ name: 'user', label: 'User whose requests they are in ILLiad', required: true, example: 'trillium' }],
    secrets: [{ name: 'key', label: 'API key', required: true }],
  },
  smtp: {
    what: 'The mail server',
    speaks: 'a mail server (SMTP)',
    why: 'Sends notices to patrons and requests by e-mail to libraries that have no system.',
    schemes: ['smtp:', 'smtps:'],
    example: 'smtp://mail.example.org:587',
    playedAt: undefined,
    settings: [
      { name: 'from', label: 'Sender', required: true, example: 'ill@library.example.org', pattern: MAIL_ADDRESS },
      {
        name: 'replyTo',
        label: 'Address for answers, if another',
        required: false,
        example: 'ask@library.example.org',
        pattern: MAIL_ADDRESS,
      },
      {
        name: 'language',
        label: 'Language of notices where the patron has said none: en, es or de',
        required: false,
        example: 'en',
        pattern: /^(en|es|de)$/,
      },
      user('ill@library.example.org'),
    ],
    secrets: [password],
  },
  crossref: {
    what: 'Crossref',
    speaks: 'Crossref’s REST API',
    why: 'Checks and completes citations. Crossref wants to know whom to write to; without yours, the consortium’s address is given.',
    schemes: ['https:', 'http:'],
    example: 'https://api.crossref.org',
    usual: 'https://api.crossref.org',
    playedAt: 'crossref',
    settings: [email],
    secrets: [{ name: 'token', label: 'Metadata Plus token', required: false }],
  },
  unpaywall: {
    what: 'Unpaywall',
    speaks: 'Unpaywall’s API',
    why: 'Finds open copies. Unpaywall answers nobody who gives no e-mail address; without yours, the consortium’s is given.',
    schemes: ['https:', 'http:'],
    example: 'https://api.unpaywall.org/v2',
    usual: 'https://api.unpaywall.org/v2',
    credentials: 'settings.email',
    playedAt: 'unpaywall/v2',
    settings: [email],
    secrets: [],
  },
  'get-it-now': seller('Get It Now', 'Sells single articles at a flat fee, within hours.', 'getitnow'),
  'reprints-desk': seller('Reprints Desk', 'Sells single articles, each at its own price.', 'reprintsdesk'),
  vendor: seller('The vendor', 'Sells books in print and as e-books.', 'vendor'),
};
