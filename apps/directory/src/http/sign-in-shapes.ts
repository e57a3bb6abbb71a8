import { z } from 'zod';
import { Role } from '#lib/contracts';
import { ClaimRuleShape } from '../config.ts';
import { STATUS } from '../adapters/library-system.port.ts';
import { BLOCKING } from '../domain/sign-in/sip2.ts';

const text = (longest: number) => z.string().trim().min(1).max(longest);
const claim = text(200);
// what goes into a field of SIP2 must not begin another
const sip2Text = (longest: number) => text(longest).regex(/^[^|\p{Cc}]*$/u, 'it holds a bar or a control character');

export const SecondFactorRoles = z
  .strictObject({ roles: z.array(Role).max(15) })
  .meta({ id: 'SecondFactorRoles', description: 'Whoever has one of these needs a second factor with their password' });
export type SecondFactorRoles = z.infer<typeof SecondFactorRoles>;

const oidc = {
  name: text(60).meta({ description: 'How the button says it', example: 'Campus login' }),
  issuer: z
    .url({ protocol: /^https?$/ })
    .refine(
      (issuer) => issuer.startsWith('https:') || /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:|\/|$)/.test(issuer),
      'it has to begin with https',
    ),
  clientId: text(500),
  scopes: z.array(text(100)).max(20).default(['profile', 'email']),
  claims: z.strictObject({ username: claim.default('preferred_username'), card: claim.optional(), library: claim.optional() }),
  rules: z.array(ClaimRuleShape).max(100).default([]),
  defaultGroup: text(60).optional(),
  makesAccounts: z.boolean().default(true),
};
const secret = z.string().min(1).max(2000).optional().meta({ description: 'Left out, the one kept stays; it is never shown' });
export const OidcBody = z.strictObject({ ...oidc, clientSecret: secret }).meta({ id: 'ProviderSettings' });
export type OidcBody = z.infer<typeof OidcBody>;

const sip2 = {
  host: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9.:-]{1,253}$/, 'it is no name or address of a machine'),
  port: z.int().min(1).max(65_535),
  tls: z.boolean().default(true),
  certificates: z
    .string()
    .max(20_000)
    .regex(/-----BEGIN CERTIFICATE-----/, 'it holds no PEM certificate')
    .optional(),
  encoding: z.enum(['utf-8', 'latin1']).default('utf-8'),
  institution: sip2Text(100),
  terminalUser: sip2Text(100).optional(),
  location: sip2Text(100).optional(),
  groupField: z
    .string()
    .regex(/^[A-Z][A-Z0-9]$/, 'it is no code of a field, such as PC')
    .default('PC'),
  groups: z.record(z.string().max(100), text(60)).default({}),
  defaultGroup: text(60),
  expiryField: z
    .string()
    .regex(/^[A-Z][A-Z0-9]$/, 'it is no code of a field, such as PA')
    .default('PA'),
  blocking: z
    .array(z.enum(STATUS))
    .max(STATUS.length)
    .default([...BLOCKING]),
};
export const Sip2Body = z
  .strictObject({
    ...sip2,
    terminalPassword: z
      .string()
      .min(1)
      .max(200)
      .regex(/^[^|\p{Cc}]*$/u, 'it holds a bar or a control character')
      .optional()
      .meta({ description: 'Left out, the one kept stays; it is never shown' }),
  })
  .meta({ id: 'LibrarySystemSettings' });
export type Sip2Body = z.infer<typeof Sip2Body>;

export const SignInSettingsView = z
  .strictObject({
    secondFactorRoles: z.array(Role),
    oidc: z.strictObject(oidc).optional(),
    sip2: z.strictObject(sip2).optional(),
    redirectUri: z.string().meta({ description: 'What the provider has to be told' }),
  })
  .meta({ id: 'SignInSettings' });
export type SignInSettingsView = z.infer<typeof SignInSettingsView>;

export const WaysToSignIn = z
  .strictObject({
    provider: z.strictObject({ name: z.string(), start: z.string().meta({ description: 'Where the browser goes' }) }).optional(),
    card: z.boolean().meta({ description: 'Whether patrons sign in by card number and PIN' }),
  })
  .meta({ id: 'WaysToSignIn' });
export type WaysToSignIn = z.infer<typeof WaysToSignIn>;

export const ConnectionTested = z
  .strictObject({
    ok: z.boolean(),
    words: z.string(),
    seen: z.string().optional(),
    fault: z.string().optional(),
    remedy: z.string().optional(),
    field: z.string().optional(),
  })
  .meta({ id: 'ConnectionTested' });
export type ConnectionTested = z.infer<typeof ConnectionTested>;

const terms = {
  name: text(100),
  scopes: z.array(text(60)).min(1).max(100).meta({ description: 'Actions of docs/roles.md, or bundles such as requests:write' }),
  expiresAt: z.iso.datetime().optional(),
};
export const NewKey = z.strictObject(terms).meta({ id: 'NewApiKey' });
export type NewKey = z.infer<typeof NewKey>;
export const KeyMade = z
  .strictObject({ id: z.uuid(), key: z.string(), prefix: z.string() })
  .meta({ id: 'ApiKeyMade', description: 'The key is shown this once; only its hash is kept' });
export type KeyMade = z.infer<typeof KeyMade>;

const jwk = z
  .looseObject({ kty: z.enum(['RSA', 'EC', 'OKP']), kid: text(200) })
  .refine((key) => !('d' in key) && !('k' in key), 'it is a private key: give the public one only');
export const ClientBody = z
  .strictObject({
    ...terms,
    jwksUrl: z
      .url({ protocol: /^https?$/ })
      .max(500)
      .optional(),
    jwks: z.strictObject({ keys: z.array(jwk).min(1).max(20) }).optional(),
  })
  .refine(({ jwks, jwksUrl }) => (jwks === undefined) !== (jwksUrl === undefined), {
    error: 'one of jwks and jwksUrl is needed, and not both',
    path: ['jwks'],
  })
  .refine(({ jwksUrl }) => !jwksUrl || jwksUrl.startsWith('https:') || /^http:\/\/(localhost|127\.0\.0\.1)[:/]/.test(jwksUrl), {
    error: 'it has to begin with https',
    path: ['jwksUrl'],
  })
  .meta({ id: 'ClientTerms' });
export type ClientBody = z.infer<typeof ClientBody>;
export const ClientMade = z
  .strictObject({ id: z.uuid(), client: z.string().meta({ description: 'What iss and sub of its tokens have to be' }) })
  .meta({ id: 'ClientMade' });
export type ClientMade = z.infer<typeof ClientMade>;

export const Program = z
  .strictObject({
    id: z.uuid(),
    kind: z.enum(['key', 'client']),
    name: z.string(),
    scopes: z.array(z.string()),
    prefix: z.string().optional(),
    client: z.string().optional(),
    jwksUrl: z.string().optional(),
    expiresAt: z.string().optional(),
    lastUsedAt: z.string().optional(),
    active: z.boolean(),
  })
  .meta({ id: 'Program' });
export type Program = z.infer<typeof Program>;
export const ProgramList = z.strictObject({ programs: z.array(Program) }).meta({ id: 'ProgramList' });
