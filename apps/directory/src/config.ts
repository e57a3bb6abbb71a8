import { z } from 'zod';
import { Role } from '#lib/contracts';
import { setting, settings } from '#lib/service';

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

/** One OpenID provider for every library that has set up none of its own. */
export const directoryConfig = settings({
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
