import { z } from 'zod';

/** Languages in which notices are written. */
export const NoticeLanguage = z.enum(['en', 'es', 'de']).meta({ id: 'NoticeLanguage' });
export type NoticeLanguage = z.infer<typeof NoticeLanguage>;

/** Where a notice stands. */
export const NoticeStatus = z
  .enum([
    'sending', // the mail is on its way to the library's mail server
    'sent', // the mail server has taken it
    'on-page', // it stands on the patron's page of the request, and goes nowhere
    'withheld', // no mail may go, or can: see why
    'failed', // the mail server would not have it; a person looks
    'uncertain', // the mail server may have it: nobody can tell, and it is not sent twice by itself
    'to-tell', // staff are to tell the patron
    'told', // and have
    'lapsed', // and have not, in a month
  ])
  .meta({ id: 'NoticeStatus' });
export type NoticeStatus = z.infer<typeof NoticeStatus>;

/** Why no mail went. */
export const NoMail = z
  .enum([
    'no-address',
    'wants-none', // the patron has asked for no mail
    'blocked',
    'left', // is no patron of the library any more
    'erased',
    'unlinked', // the request is nobody's any more
    'unknown-patron',
    'no-mail-server', // the library has set up none
    'refused', // the mail server said no
    'unreachable', // the mail server could not be reached
    'broke-off', // the connection broke when the mail server may have had it
    'came-back', // the mail was sent, and came back undelivered
    'wrong-words', // the library's words for it cannot be filled in
  ])
  .meta({ id: 'NoMail' });
export type NoMail = z.infer<typeof NoMail>;
