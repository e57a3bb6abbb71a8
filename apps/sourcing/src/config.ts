import { setting, settings, type ConfigOf } from '#lib/service';
import { z } from 'zod';

const address = (playedAt: string, name: string, fallback: string, about: string) =>
  setting(z.url({ protocol: /^https?$/ }).default(fallback), {
    about,
    remedy: `Give the address of ${name}, e.g. ${fallback}`,
    playedAt,
  });
const seller = (playedAt: string, name: string, about: string) =>
  setting(z.url({ protocol: /^https?$/ }).optional(), {
    about: `${about}, for every library that has set up no account of its own`,
    remedy: `Give the address of ${name}`,
    unset: 'only libraries with an account of their own ask it',
    playedAt,
  });
const whole = (most: number, fallback: number, about: string, unit: string) =>
  setting(z.coerce.number().int().min(1).max(most).default(fallback), {
    about,
    remedy: `Give a whole number of ${unit} from 1 to ${most}`,
  });

export const sourcingConfig = settings({
  UNPAYWALL_URL: address(
    'unpaywall/v2',
    'a server that speaks Unpaywall’s API',
    'https://api.unpaywall.org/v2',
    'Where open copies are looked up, unless a library has set up another address',
  ),
  UNION_CATALOG_URL: setting(z.url({ protocol: /^https?$/ }).optional(), {
    about: 'The union catalog (who holds what) of every library that has set up none of its own',
    remedy: 'Give the address of an SRU server',
    unset: 'only libraries with a union catalog of their own find holders',
    playedAt: 'sru/union',
  }),
  REPOSITORY_URL: setting(z.url({ protocol: /^https?$/ }).optional(), {
    about: 'The repository of dissertations of every library that has set up none of its own',
    remedy: 'Give the address of an SRU server',
    unset: 'only the union catalog tells libraries without a repository of their own what is open',
    playedAt: 'sru/repository',
  }),
  GET_IT_NOW_URL: seller('getitnow', 'Get It Now', 'Where Get It Now quotes'),
  REPRINTS_DESK_URL: seller('reprintsdesk', 'Reprints Desk', 'Where Reprints Desk quotes'),
  VENDOR_URL: seller('vendor', 'the vendor', 'Where the vendor quotes books'),
  CONTACT_EMAIL: setting(z.email().default('trillium@example.org'), {
    about: 'The address that Unpaywall wants to know, for every library that has set up none of its own',
    remedy: 'Give an e-mail address of your consortium',
  }),
  RULES_FOLDER: setting(z.string().optional(), {
    about: 'The folder with the policies as they are shipped: live on a new installation, offered as a draft afterwards',
    remedy: 'Give a folder that holds sourcing.json',
    unset: 'rules/ of this installation',
  }),
  POLICY_IDLE_DAYS: whole(730, 90, 'After how long a version of a policy that nobody works on is given up', 'days'),
  GATHERING_LIMIT_HOURS: whole(720, 24, 'After how long a request whose look-ups are not all answered goes to staff', 'hours'),
  RESERVING_LIMIT_HOURS: whole(720, 24, 'After how long a purchase for which no fund answers goes to staff', 'hours'),
  STAFF_REMINDER_DAYS: whole(60, 2, 'After how many working days staff are reminded of a request that waits for them', 'days'),
  SUPPLY_REMINDER_DAYS: whole(
    365,
    60,
    'After how many days staff are reminded of a request of which fulfillment has told no end',
    'days',
  ),
});
export type SourcingConfig = ConfigOf<typeof sourcingConfig>;
