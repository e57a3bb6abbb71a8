import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { setPassword } from '../../../apps/directory/src/app/accounts.ts';
import { Machines } from '../../../apps/directory/src/app/machines.ts';
import { SecondFactors } from '../../../apps/directory/src/app/second-factor.ts';
import { SignInSettings } from '../../../apps/directory/src/app/sign-in-settings.ts';
import { signInSettingsId } from '../../../apps/directory/src/app/stores.ts';
import { unwrap } from '#lib/kernel';
import type { Installation } from '../installation.ts';
import { CONSORTIUM, HERE, type Caller, type RouteSeeds } from '../seed.ts';
import { newAccount, newPatron } from './people.ts';

/** Without a library an operator works on the consortium's own. */
const ownedBy = ({ place }: Caller): string => (place === 'everywhere' ? CONSORTIUM : HERE);
/** Whose account it is: an operator's stays at the consortium, whichever library they act for. */
const homeOf = ({ role, tenant }: Caller): string => (role === 'operator' ? CONSORTIUM : tenant);

const factorsOf = (at: Installation) => at.get<SecondFactors>('directory', SecondFactors);
const codeOf = (secret: string): string => new TOTP({ secret: Secret.fromBase32(secret) }).generate();

/** A second factor that has been begun, and no other. */
async function begun(at: Installation, tenant: string, account: string): Promise<string> {
  // whether there was one does not matter
  await factorsOf(at).remove(tenant, account, 'reset', 'seed');
  return unwrap(await factorsOf(at).begin(tenant, account, 'seed')).secret;
}
/** A second factor in force. @returns its recovery codes */
async function inForce(at: Installation, tenant: string, account: string): Promise<readonly string[]> {
  const secret = await begun(at, tenant, account);
  return unwrap(await factorsOf(at).confirm(tenant, account, codeOf(secret)));
}

const settingsOf = (at: Installation) => at.get<SignInSettings>('directory', SignInSettings);
const provider = (host: string) => ({
  name: 'Campus login',
  issuer: `https://${host}`,
  clientId: 'trillium',
  scopes: ['profile'],
  claims: { username: 'preferred_username' },
  rules: [],
  makesAccounts: true,
});
const library = (host: string) => ({
  host,
  port: 6001,
  tls: true,
  encoding: 'utf-8' as const,
  institution: 'seed',
  groupField: 'PC',
  groups: {},
  defaultGroup: 'student',
  expiryField: 'PA',
  blocking: [],
});
const newHost = (): string => `${randomUUID()}.example.edu`;
const changesSettings = (caller: Caller) => ({ table: 'directory.sign_in_settings', text: signInSettingsId(ownedBy(caller)) });

const machinesOf = (at: Installation) => at.get<Machines>('directory', Machines);
const newTerms = () => ({ name: `Program ${randomUUID()}`, scopes: ['libraries.read' as const] });
const publicKeys = () => ({
  keys: [{ ...generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' }), kid: 'one' }],
});

/** One's own second factor and sessions, and how a library's people and programs get in. */
export const signInSeeds: RouteSeeds = {
  'GET /api/directory/me/security': {
    varies: true,
    elsewhere: 'same',
    async seed(at, caller) {
      await inForce(at, homeOf(caller), caller.sub);
      return { sees: '"active":true' };
    },
  },
  'POST /api/directory/me/second-factor': {
    varies: true,
    elsewhere: 'same',
    async seed(at, caller) {
      const { sub, place } = caller;
      const home = homeOf(caller);
      await begun(at, home, sub);
      if (place !== 'pretending')
        await at.tx('directory', home, async (tx) => unwrap(await setPassword(tx, sub, at.password.hash, 'rehash')));
      return { body: { password: at.password.password }, changes: { table: 'directory.second_factor', text: sub } };
    },
  },
  'PUT /api/directory/me/second-factor': {
    varies: true,
    elsewhere: 'same',
    seed: async (at, caller) => ({
      body: { code: codeOf(await begun(at, homeOf(caller), caller.sub)) },
      changes: { table: 'directory.second_factor', text: caller.sub },
    }),
  },
  'DELETE /api/directory/me/second-factor': {
    varies: true,
    elsewhere: 'same',
    seed: async (at, caller) => ({
      body: { code: (await inForce(at, homeOf(caller), caller.sub))[0] },
      changes: { table: 'directory.second_factor', text: caller.sub },
    }),
  },
  'POST /api/directory/me/second-factor/recovery-codes': {
    varies: true,
    elsewhere: 'same',
    seed: async (at, caller) => ({
      body: { code: (await inForce(at, homeOf(caller), caller.sub))[0] },
      changes: { table: 'directory.recovery_code', text: caller.sub },
    }),
  },
  'DELETE /api/directory/me/sessions': {
    varies: true,
    elsewhere: 'same',
    seed: (_at, { sub }) => ({ changes: { table: 'identity.session_epoch', text: sub } }),
  },
  'DELETE /api/directory/accounts/:id/second-factor': {
    async seed(at, caller) {
      const tenant = ownedBy(caller);
      const id =
        tenant === CONSORTIUM
          ? await newAccount(at, tenant, ['operator'])
          : await newAccount(at, tenant, ['patron'], await newPatron(at));
      await inForce(at, tenant, id);
      return { params: { id }, changes: { table: 'directory.second_factor', text: id } };
    },
  },
  'GET /api/directory/sign-in': {
    elsewhere: 'their-own',
    async seed(at, caller) {
      const host = newHost();
      await settingsOf(at).setOidc(ownedBy(caller), 'seed', provider(host), 'secret');
      return { sees: host };
    },
  },
  'PUT /api/directory/sign-in/second-factor': {
    elsewhere: 'their-own',
    async seed(at, caller) {
      await settingsOf(at).setSecondFactorRoles(ownedBy(caller), 'seed', []);
      return { body: { roles: ['accountant'] }, changes: changesSettings(caller) };
    },
  },
  'PUT /api/directory/sign-in/oidc': {
    elsewhere: 'their-own',
    seed: (_at, caller) => ({ body: { ...provider(newHost()), clientSecret: 'secret' }, changes: changesSettings(caller) }),
  },
  'DELETE /api/directory/sign-in/oidc': {
    elsewhere: 'their-own',
    async seed(at, caller) {
      await settingsOf(at).setOidc(ownedBy(caller), 'seed', provider(newHost()), 'secret');
      return { changes: changesSettings(caller) };
    },
  },
  // what is typed is tried; the secret kept is used where none is typed, each library's own
  'POST /api/directory/sign-in/oidc/test': {
    elsewhere: 'same',
    seed: () => ({ body: { ...provider('x'), issuer: 'http://127.0.0.1:1', clientSecret: 'secret' }, sees: '"ok":false' }),
  },
  'PUT /api/directory/sign-in/sip2': {
    elsewhere: 'their-own',
    seed: (_at, caller) => ({ body: { ...library(newHost()), terminalPassword: 'secret' }, changes: changesSettings(caller) }),
  },
  'DELETE /api/directory/sign-in/sip2': {
    elsewhere: 'their-own',
    async seed(at, caller) {
      await settingsOf(at).setSip2(ownedBy(caller), 'seed', library(newHost()), 'secret');
      return { changes: changesSettings(caller) };
    },
  },
  'POST /api/directory/sign-in/sip2/test': {
    elsewhere: 'same',
    seed: () => ({ body: { ...library('127.0.0.1'), port: 1, tls: false }, sees: '"ok":false' }),
  },
  'GET /api/directory/programs': {
    elsewhere: 'their-own',
    async seed(at, caller) {
      const terms = newTerms();
      await machinesOf(at).makeKey(ownedBy(caller), 'seed', terms);
      return { sees: terms.name };
    },
  },
  'POST /api/directory/keys': {
    elsewhere: 'their-own',
    seed() {
      const body = newTerms();
      return { body, changes: { table: 'identity.machine', text: body.name } };
    },
  },
  'POST /api/directory/clients': {
    elsewhere: 'their-own',
    seed() {
      const body = newTerms();
      return { body: { ...body, jwks: publicKeys() }, changes: { table: 'identity.machine', text: body.name } };
    },
  },
  'PUT /api/directory/clients/:id': {
    async seed(at, caller) {
      const jwks = publicKeys();
      const { id } = await machinesOf(at).makeClient(ownedBy(caller), 'seed', { ...newTerms(), jwks });
      return { params: { id }, body: { ...newTerms(), jwks }, changes: { table: 'identity.machine', text: id } };
    },
  },
  'DELETE /api/directory/programs/:id': {
    async seed(at, caller) {
      const { id } = await machinesOf(at).makeKey(ownedBy(caller), 'seed', newTerms());
      return { params: { id }, changes: { table: 'identity.machine', text: id } };
    },
  },
};
