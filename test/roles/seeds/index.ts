import type { RouteSeeds } from '../seed.ts';
import { auditSeeds } from './audit.ts';
import { directorySeeds } from './directory.ts';
import { fulfillmentSeeds } from './fulfillment.ts';
import { intakeSeeds } from './intake.ts';
import { conversationSeeds } from './conversation.ts';
import { lentSeeds } from './lent.ts';
import { noticesSeeds } from './notices.ts';
import { joiningSeeds } from './joining.ts';
import { parkedSeeds } from './parked.ts';
import { parcelSeeds } from './parcels.ts';
import { patronDataSeeds } from './patron-data.ts';
import { paymentSeeds } from './payment.ts';
import { practiceSeeds } from './practice.ts';
import { proposalSeeds } from './proposals.ts';
import { proxySeeds } from './proxies.ts';
import { policySeeds } from './policies.ts';
import { reportingSeeds } from './reporting.ts';
import { signInSeeds } from './sign-in.ts';
import { sourcingSeeds } from './sourcing.ts';

/** Every route that asks for a person, with the row it is tried on. */
export const SEEDS: RouteSeeds = {
  ...directorySeeds,
  ...signInSeeds,
  ...noticesSeeds,
  ...conversationSeeds,
  ...intakeSeeds,
  ...sourcingSeeds,
  ...fulfillmentSeeds,
  ...lentSeeds,
  ...parcelSeeds,
  ...paymentSeeds,
  ...practiceSeeds,
  ...reportingSeeds,
  ...proposalSeeds,
  ...proxySeeds,
  ...parkedSeeds,
  ...joiningSeeds,
  ...auditSeeds,
  ...policySeeds,
  ...patronDataSeeds,
};

/** Routes open to everybody, signed in or not. A new one is a decision: write down here why. */
export const PUBLIC: Readonly<Record<string, string>> = {
  'GET /api/directory/libraries': 'the list of libraries on the sign-in page',
  'POST /api/directory/session': 'signing in',
  'POST /api/directory/session/second-factor': 'signing in, where a second factor is still to be set up: the password is asked',
  'GET /api/directory/libraries/:symbol/sign-in': 'the ways to sign in, on the sign-in page',
  'GET /api/directory/oidc/:symbol/start': 'signing in at a provider: there',
  'GET /api/directory/oidc/callback': 'signing in at a provider: and back; what comes is checked against the browser that left',
  'GET /api/directory/oidc/:symbol/sign-out': 'signing out at the provider, after our session has ended',
  'DELETE /api/directory/session': 'signing out, also with a session that has ended',
  'GET /openurl': 'a patron arrives from a search engine, and signs in afterwards',
  'GET /answer/:library/:token':
    'lenders that work by e-mail: the link in the mail is the key to one answer, and opening it changes nothing',
  'POST /answer/:library/:token': 'the same link, confirmed',
  'POST /iso18626': 'other libraries’ systems; who they are is said by the message',
};
