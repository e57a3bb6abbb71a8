import { setting, settings, type ConfigOf } from '#lib/service';
import { z } from 'zod';

const address = (name: string, fallback: string, about: string) =>
  setting(z.url({ protocol: /^https?$/ }).default(fallback), { about, remedy: `Give the address of ${name}, e.g. ${fallback}` });
const whole = (most: number, fallback: number, about: string, unit: string) =>
  setting(z.coerce.number().int().min(1).max(most).default(fallback), {
    about,
    remedy: `Give a whole number of ${unit} from 1 to ${most}`,
  });

export const sourcingConfig = settings({
  UNPAYWALL_URL: address(
    'a server that speaks Unpaywall’s API',
    'https://api.unpaywall.org/v2',
    'Where open copies are looked up',
  ),
  UNION_CATALOG_URL: address('an SRU server', 'http://localhost:7080/sru/union', 'The union catalog: who holds what'),
  GET_IT_NOW_URL: address('Get It Now', 'http://localhost:7080/getitnow', 'Where Get It Now quotes'),
  REPRINTS_DESK_URL: address('Reprints Desk', 'http://localhost:7080/reprintsdesk', 'Where Reprints Desk quotes'),
  VENDOR_URL: address('the vendor', 'http://localhost:7080/vendor', 'Where the vendor quotes books'),
  CONTACT_EMAIL: setting(z.email().default('trillium@example.org'), {
    about: 'The address that Unpaywall and Crossref want to know',
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
