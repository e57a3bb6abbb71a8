import { z } from 'zod';
import { setting, settings, type ConfigOf } from '#lib/service';

export const intakeConfig = settings({
  CROSSREF_URL: setting(z.url({ protocol: /^https?$/ }).default('https://api.crossref.org'), {
    about: 'Where citations are checked and completed',
    remedy: 'Give the address of a server that speaks Crossref’s REST API, e.g. https://api.crossref.org',
    playedAt: 'crossref',
  }),
  CONTACT_EMAIL: setting(z.email().optional(), {
    about: 'Sent along to Crossref and Unpaywall, who ask for a way to reach whoever asks them',
    remedy: 'Give an e-mail address of the consortium',
    unset: 'none is sent; Unpaywall then refuses',
  }),
  INTAKE_GUESTS: setting(z.stringbool().default(true), {
    about:
      'Whether a line of an uploaded file goes on when nobody at the library has its username: for a guest, the same one each time; otherwise it waits for staff',
    remedy: 'Give true or false',
  }),
  BATCH_MAX_MEGABYTES: setting(z.coerce.number().int().min(1).max(100).default(10), {
    about: 'The most megabytes an uploaded file may have',
    remedy: 'Give a whole number from 1 to 100',
  }),
  BATCH_MAX_LINES: setting(z.coerce.number().int().min(1).max(100_000).default(20_000), {
    about: 'The most requests an uploaded file may have',
    remedy: 'Give a whole number from 1 to 100000',
  }),
});
export type IntakeConfig = ConfigOf<typeof intakeConfig>;
