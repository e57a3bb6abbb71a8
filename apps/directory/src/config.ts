import { z } from 'zod';
import { Role } from '#lib/contracts';
import { isWithin, setting, settings } from '#lib/service';

const list = z.string().transform((text) => text.split(/[\s,]+/).filter(Boolean));
export const ClaimRuleShape = z.strictObject({
  claim: z.string().min(1).max(200),
  test: z.enum(['equals', 'contains']),
  value: z.string().min(1).max(200),
  group: z.string().trim().min(1).max(60).optional(),
  roles: z.array(Role).max(15).optional(),
});
const rules = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue('it is no JSON');
      return z.NEVER;
    }
  })
  .pipe(z.array(ClaimRuleShape).max(100));

const networks = list.refine((all) => {
  try {
    isWithin('127.0.0.1', all);
    return true;
  } catch {
    return false;
  }
}, 'each has to be an address or a range such as 10.20.0.0/16');

/** One OpenID provider for every library that has set up none of its own. */
export const directoryConfig = settings({
  TRILLIUM_MAIL_IN_ADDRESS: setting(
    z
      .email()
      .regex(/^[^@]{1,14}@/, 'what stands before the @ has more than 14 signs')
      .optional(),
    {
      about: 'The address to which patrons answer notices; each answer’s own part goes behind a + before the @ (docs/notices.md)',
      remedy: 'Give an address such as reply@ill.example.org, for which your mail server hands mail on to Trillium',
      unset: 'patrons answer to the library’s own address, and nothing comes in',
    },
  ),
  TRILLIUM_MAIL_IN_PORT: setting(z.coerce.number().int().min(0).max(65_535).optional(), {
    about: 'The port on which mail is taken from your mail server (SMTP)',
    remedy: 'Give a number from 1 to 65535, e.g. 2525',
    unset: 'nothing listens; mail can come by POST /api/directory/mail-in',
  }),
  TRILLIUM_MAIL_IN_HOST: setting(z.string().default('127.0.0.1'), {
    about: 'The address to listen on for mail',
    remedy: 'Give an address of this machine, e.g. 127.0.0.1 or 0.0.0.0',
  }),
  TRILLIUM_MAIL_IN_FROM: setting(networks.default(['127.0.0.1', '::1']), {
    about: 'The mail servers from which mail is taken: addresses or ranges, by commas. Nobody else is let in',
    remedy: 'Give addresses or ranges such as 10.20.0.5,10.21.0.0/24',
  }),
  TRILLIUM_MAIL_IN_TLS_KEY: setting(z.string().min(1).optional(), {
    about: 'The file with the private key (PEM) for STARTTLS on that port',
    remedy: 'Give the path of a file this process may read',
    unset: 'mail is taken without TLS',
  }),
  TRILLIUM_MAIL_IN_TLS_CERT: setting(z.string().min(1).optional(), {
    about: 'The file with the certificate (PEM) to it',
    remedy: 'Give the path of a file this process may read',
  }),
  TRILLIUM_MAIL_IN_BOUNCES: setting(z.stringbool().default(false), {
    about:
      'Whether mails name an address of ours as the one to come back to (the envelope’s sender), so that staff see what was not delivered. Your mail server and SPF have to allow that',
    remedy: 'Give yes or no',
  }),
  OIDC_ISSUER: setting(z.url({ protocol: /^https?$/ }).optional(), {
    about: 'The OpenID provider for every library that has set up none of its own (docs/connect/identity.md)',
    remedy: 'Give its issuer, e.g. https://login.example.org',
    unset: 'only what libraries set up themselves',
  }),
  OIDC_CLIENT_ID: setting(z.string().min(1).optional(), {
    about: 'What that provider knows Trillium as',
    remedy: 'Give the client id the provider shows',
  }),
  OIDC_CLIENT_SECRET: setting(z.string().min(1).optional(), {
    about: 'The secret to it',
    remedy: 'Give the client secret the provider shows',
    secret: true,
  }),
  OIDC_NAME: setting(z.string().min(1).max(60).default('your institution'), {
    about: 'How the button says it: Sign in with …',
    remedy: 'Give a name such as Campus login',
  }),
  OIDC_SCOPES: setting(list.default(['profile', 'email']), {
    about: 'What is asked for beside `openid`',
    remedy: 'Give scopes separated by spaces, e.g. profile email',
  }),
  OIDC_USERNAME_CLAIM: setting(z.string().min(1).default('preferred_username'), {
    about: 'Which claim says the username',
    remedy: 'Give a claim, e.g. preferred_username or eduPersonPrincipalName',
  }),
  OIDC_CARD_CLAIM: setting(z.string().min(1).optional(), {
    about: 'Which claim says a patron’s card number',
    remedy: 'Give a claim, e.g. library_card',
    unset: 'the username is the card number',
  }),
  OIDC_LIBRARY_CLAIM: setting(z.string().min(1).optional(), {
    about: 'Which claim says the symbol of one’s library; without it nobody new gets an account by that provider',
    remedy: 'Give a claim, e.g. library',
  }),
  OIDC_RULES: setting(rules.default([]), {
    about:
      'Which claims make which groups and roles, as JSON: `[{"claim":"affiliation","test":"contains","value":"faculty","group":"faculty"}]`',
    remedy: 'Give a JSON list of rules with claim, test (equals or contains), value, and group or roles',
  }),
  OIDC_DEFAULT_GROUP: setting(z.string().min(1).max(60).optional(), {
    about: 'The group of patrons for whom no rule names one',
    remedy: 'Give a group, e.g. student',
    unset: 'nobody gets in without a rule',
  }),
});
