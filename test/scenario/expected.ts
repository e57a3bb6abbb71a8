/** What DEMO.md says comes of each request, as far as the narrow chain goes; `notYet` marks what ends with staff until a later issue. */
export interface Expected {
  readonly number: string;
  readonly library: string;
  readonly title: string;
  /** Numbers of the rules that decided, one after another; the first of them on Monday morning. */
  readonly rules: readonly string[];
  /** Rules that added something and went on. */
  readonly also?: readonly string[];
  /** What the first decision chose. */
  readonly route: string;
  /** Who supplies in the end, where somebody does. */
  readonly supplier?: string;
  /** Status of the request once the world has run its course and no person decides anything more. */
  readonly end: 'closed' | 'merged' | 'declined' | 'waiting-for-staff' | 'waiting-for-patron';
  readonly notYet?: true;
}

export const EXPECTED: readonly Expected[] = [
  { number: '1', library: 'CPL', title: 'Beloved', rules: ['6'], route: 'hold', end: 'closed' },
  { number: '2', library: 'HFC', title: 'Prospect Theory', rules: ['7'], route: 'link', end: 'closed' },
  { number: '2b', library: 'HFC', title: 'Prospect', rules: ['2'], route: 'merge', end: 'merged' },
  { number: '3', library: 'LCC', title: 'Why Most Published', rules: ['10'], route: 'deliver', end: 'closed' },
  { number: '4', library: 'HFC', title: 'Optogenetics', rules: ['11'], route: 'deliver', end: 'closed' },
  { number: '5', library: 'HFC', title: 'The Large N', rules: ['12', '22'], route: 'ask-patron', supplier: 'TSU', end: 'closed' },
  { number: '6', library: 'MGH', title: 'Ileal', rules: ['7'], also: ['4'], route: 'link', end: 'closed' },
  {
    number: '7',
    library: 'MGH',
    title: 'Large language models',
    rules: ['14'],
    route: 'buy',
    supplier: 'get-it-now',
    end: 'closed',
  },
  { number: '8', library: 'HFC', title: 'The Moderator', rules: ['16'], route: 'buy', supplier: 'reprints-desk', end: 'closed' },
  {
    number: '9',
    library: 'LCC',
    title: 'How Competitive Forces',
    rules: ['17'],
    route: 'buy',
    supplier: 'publisher',
    end: 'closed',
  },
  { number: '10', library: 'HFC', title: 'Power and Progress', rules: ['21'], route: 'buy', supplier: 'vendor', end: 'closed' },
  { number: '11', library: 'TSU', title: 'Capital', rules: ['19'], route: 'buy', supplier: 'vendor', end: 'closed' },
  {
    number: '12',
    library: 'LCC',
    title: 'Hoop Dreams',
    rules: ['22'],
    also: ['18'],
    route: 'borrow',
    supplier: 'CPL',
    end: 'closed',
  },
  { number: '13', library: 'BLL', title: 'The Death and Life', rules: ['22'], route: 'borrow', supplier: 'TSU', end: 'closed' },
  {
    number: '14',
    library: 'TSU',
    title: 'Science and Civilisation',
    rules: ['23'],
    route: 'borrow',
    supplier: 'ZZX',
    end: 'closed',
  },
  {
    number: '15',
    library: 'TSU',
    title: 'Soziale Systeme',
    rules: ['24'],
    route: 'borrow',
    supplier: 'UBA',
    end: 'closed',
  },
  { number: '16', library: 'HFC', title: 'Die gegenw', rules: ['24'], route: 'borrow', supplier: 'UBA', end: 'closed' },
  {
    number: '17',
    library: 'LCC',
    title: 'The Visual Display',
    rules: ['22', '25'],
    route: 'borrow',
    supplier: 'vendor',
    end: 'closed',
  },
  {
    number: '18',
    library: 'TSU',
    title: 'Introduction to Algorithms',
    rules: ['20', '20'],
    route: 'ask-patron',
    end: 'waiting-for-staff',
  },
  { number: '19', library: 'LCC', title: 'Campbell Biology', rules: ['5'], route: 'decline', end: 'declined' },
  { number: '20', library: 'HSL', title: 'An Algebra', rules: ['13'], also: ['13'], route: 'deliver', end: 'closed' },
];
