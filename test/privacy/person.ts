export const LIBRARY = 'HFC';
export const PERSON = {
  givenName: 'Zephyrine',
  familyName: 'Quibblethwaite',
  email: 'zq@xylograph.example',
  cardNumber: '29990000777123',
  username: 'zquibble',
  group: 'student',
};
/** Asks in the person's name. */
export const ASSISTANT = {
  givenName: 'Bartholomew',
  familyName: 'Wimplesnook',
  cardNumber: '29990000777456',
  username: 'bwimple',
  group: 'staff',
};
export const PIN = 'vermilion ocelot 4417';
export const NOTES = ['please ring the kumquatmarmot bell', 'for my thesis on wobblegongs'];
/** What the person and the library wrote to each other: on the page, by staff, by mail from another address, and what the mail quoted. */
export const WRITTEN = ['the zibbledorp edition', 'ask for quennelfinch', 'yes, by glimmerthwack', 'quoted snorbeldine'];
export const SISTER = 'sister@plonkwhistle.example';
export const OF_CONVERSATION = ['zibbledorp', 'quennelfinch', 'glimmerthwack', 'snorbeldine', 'plonkwhistle'];
export const MAIL_IN = 'reply@ill.example';
/** A work of the person's, as one mail would name it. */
export const TITLE = 'Optogenetics';
export const REASON = 'found it at the brontowharf';
/** What is personal: nowhere in clear but in what the person wrote. */
export const NAMES = ['zephyrine', 'quibblethwaite', 'xylograph', '29990000777123', 'zquibble', 'vermilion ocelot'];
/** What the person wrote: kept for staff, until the request is unlinked. */
export const WORDS = ['kumquatmarmot', 'wobblegong', 'brontowharf'];

/** A line of a file, with the card number and a name in it. */
export const LINE = {
  Library: LIBRARY,
  Username: PERSON.cardNumber,
  RequestType: 'Article',
  PhotoArticleTitle: 'The Large N Limit of Superconformal Field Theories and Supergravity',
  PhotoJournalTitle: 'International Journal of Theoretical Physics',
  DOI: '10.1023/A:1026654312961',
  LoanAuthor: '',
  Notes: NOTES[1]!,
};
/** A mail that answers, from another address. */
export const MAIL = `From: ${SISTER}\r\nMessage-ID: <1@plonkwhistle.example>\r\n\r\n${WRITTEN[2]}\r\n\r\n> ${WRITTEN[3]}\r\n`;
