import { z } from 'zod';
import {
  CredentialShown,
  ProtocolVersion,
  LibraryChanged,
  LibrarySymbol,
  PartnerChanged,
  PatronRef,
  Role,
  SignedIn,
  OwnWishes,
  StandingWishes,
} from '#lib/contracts';

const text = (longest: number) => z.string().trim().min(1).max(longest);
export const Id = z.uuid();
export { LibrarySymbol, OwnWishes, PatronRef, SignedIn, StandingWishes };

export const SignInBody = z
  .strictObject({
    library: z.string().max(20).meta({ description: 'The library’s symbol, or `consortium` for its operators' }),
    username: text(100),
    password: z.string().min(1).max(1000),
    code: z.string().trim().min(1).max(40).optional().meta({ description: 'Of the second factor, where the account has one' }),
  })
  .meta({ id: 'SignIn' });
export type SignInBody = z.infer<typeof SignInBody>;
export const PasswordBody = z
  .strictObject({ current: z.string().min(1).max(1000), next: z.string().min(1).max(1000) })
  .meta({ id: 'PasswordChange' });
export type PasswordBody = z.infer<typeof PasswordBody>;

export const LibraryList = z
  .strictObject({ libraries: z.array(z.strictObject({ symbol: LibrarySymbol, name: z.string() })) })
  .meta({ id: 'LibraryList' });
export type LibraryList = z.infer<typeof LibraryList>;
export const LibraryProfile = LibraryChanged.data.meta({ id: 'LibraryProfile' });
export const LibraryBody = LibraryChanged.data.omit({ symbol: true }).meta({ id: 'LibrarySettings' });
export type LibraryBody = z.infer<typeof LibraryBody>;

export const PartnerBody = PartnerChanged.data.omit({ iso18626: true, agreementName: true }).meta({ id: 'PartnerTerms' });
export type PartnerBody = z.infer<typeof PartnerBody>;
export const PartnerTest = z
  .strictObject({ symbol: PartnerChanged.data.shape.symbol, address: z.url({ protocol: /^https?$/ }) })
  .meta({ id: 'PartnerTest', description: 'Where the partner takes ISO 18626 messages; nothing is saved' });
export type PartnerTest = z.infer<typeof PartnerTest>;
const GivenCredential = CredentialShown.extend({
  secret: z.string().min(8).max(1000).optional().meta({ description: 'Left out: as it is kept' }),
});
export const ProtocolBody = z
  .strictObject({
    version: ProtocolVersion,
    outgoing: GivenCredential.optional().meta({ description: 'What is shown to the partner; left out: nothing' }),
    incoming: GivenCredential.optional().meta({ description: 'What the partner has to show; left out: nothing' }),
  })
  .meta({ id: 'PartnerProtocolSettings' });
export type ProtocolBody = z.infer<typeof ProtocolBody>;
const ProtocolShown = z.strictObject({
  version: ProtocolVersion,
  outgoing: CredentialShown.optional(),
  incoming: CredentialShown.optional(),
});
export const Partner = PartnerChanged.data
  .omit({ iso18626: true, agreementName: true })
  .extend({
    iso18626: ProtocolShown.optional().meta({ description: 'How ISO 18626 is spoken with it; secrets are not shown' }),
    id: z.uuid(),
    agreement: z.uuid().optional().meta({ description: 'Whose terms hold; absent where they are the library’s own' }),
  })
  .meta({ id: 'Partner' });
export type Partner = z.infer<typeof Partner>;
export const PartnerList = z.strictObject({ partners: z.array(Partner) }).meta({ id: 'PartnerList' });

export const AgreementBody = z
  .strictObject({
    name: text(200),
    parties: z
      .array(
        z.strictObject({
          library: LibrarySymbol,
          address: z.url().optional().meta({
            description: 'Where its system answers ISO 18626 messages; absent where its lending is done on the platform',
          }),
          lendsAv: z.boolean().default(false),
          lastResort: z.boolean().default(false),
        }),
      )
      .max(500),
    settledBy: PartnerChanged.data.shape.settledBy,
    daysToRespond: PartnerChanged.data.shape.daysToRespond,
    active: z.boolean().default(true),
  })
  .meta({ id: 'AgreementTerms' });
export type AgreementBody = z.infer<typeof AgreementBody>;
export const Agreement = AgreementBody.extend({ id: z.uuid() }).meta({ id: 'Agreement' });
export type Agreement = z.infer<typeof Agreement>;
export const AgreementList = z.strictObject({ agreements: z.array(Agreement) }).meta({ id: 'AgreementList' });

const personal = {
  givenName: text(200).optional(),
  familyName: text(200).meta({ description: 'Or the whole name, where it has one part' }),
  email: z.email().max(254).optional(),
  cardNumber: text(100),
};
const standing = {
  group: text(60).meta({ example: 'student' }),
  blocked: z.boolean().default(false),
  ...StandingWishes.shape,
};
export const NewPatron = z
  .strictObject({
    ...personal,
    ...standing,
    username: text(100).optional().meta({ description: 'Lets the patron sign in; a first password is made and shown once' }),
  })
  .meta({ id: 'NewPatron' });
export type NewPatron = z.infer<typeof NewPatron>;
export const PatronBody = z
  .strictObject({ ...personal, ...standing, active: z.boolean().default(true) })
  .meta({ id: 'PatronChange' });
export type PatronBody = z.infer<typeof PatronBody>;
export const Patron = z
  .strictObject({
    patronRef: PatronRef,
    displayName: z.string(),
    ...personal,
    ...standing,
    active: z.boolean(),
    username: z.string().optional(),
    accountId: z.uuid().optional(),
  })
  .meta({ id: 'Patron' });
export type Patron = z.infer<typeof Patron>;
export const PatronCreated = Patron.extend({
  firstPassword: z.string().optional().meta({ description: 'Shown this once' }),
}).meta({
  id: 'PatronCreated',
});
export type PatronCreated = z.infer<typeof PatronCreated>;
export const Erasure = z
  .strictObject({
    status: z.enum(['asked', 'waiting', 'done']).meta({ description: '`waiting`: requests are still open' }),
    openRequests: z.int().min(0),
    message: z.string(),
  })
  .meta({ id: 'Erasure' });
export type Erasure = z.infer<typeof Erasure>;
export const PatronQuery = z.strictObject({
  q: z
    .string()
    .trim()
    .max(100)
    .default('')
    .meta({ description: 'The beginning of a name, the card number or the e-mail address' }),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
export type PatronQuery = z.infer<typeof PatronQuery>;
export const PatronList = z.strictObject({ patrons: z.array(Patron), more: z.boolean() }).meta({ id: 'PatronList' });
export const NamesBody = z.strictObject({ patronRefs: z.array(PatronRef).max(500) }).meta({ id: 'PatronRefs' });
export const Names = z.strictObject({ names: z.record(z.string(), z.string()) }).meta({ id: 'PatronNames' });

const StaffRoles = z.array(Role).min(1).max(10);
const Branch = text(60).optional().meta({ description: 'The only branch whose requests this person works with' });
export const NewAccount = z
  .strictObject({
    username: text(100),
    displayName: text(200),
    email: z.email().max(254).optional(),
    roles: StaffRoles,
    branch: Branch,
  })
  .meta({ id: 'NewAccount' });
export type NewAccount = z.infer<typeof NewAccount>;
export const AccountBody = z
  .strictObject({ roles: StaffRoles, active: z.boolean(), branch: Branch })
  .meta({ id: 'AccountChange' });
export type AccountBody = z.infer<typeof AccountBody>;
export const Account = z
  .strictObject({
    id: z.uuid(),
    username: z.string(),
    displayName: z.string(),
    roles: z.array(Role),
    active: z.boolean(),
    branch: Branch,
  })
  .meta({ id: 'Account' });
export type Account = z.infer<typeof Account>;
export const AccountList = z.strictObject({ accounts: z.array(Account) }).meta({ id: 'AccountList' });
export const FirstPassword = z.strictObject({ id: z.uuid(), firstPassword: z.string() }).meta({
  id: 'FirstPassword',
  description: 'Shown this once; only its hash is kept',
});
export type FirstPassword = z.infer<typeof FirstPassword>;

export const SecondFactorSetup = z
  .strictObject({
    secret: z.string().meta({ description: 'In base 32, to be typed where no picture can be read' }),
    uri: z.string().meta({ description: 'otpauth://totp/…' }),
    qr: z.string().meta({ description: 'The same as a QR code, SVG' }),
  })
  .meta({ id: 'SecondFactorSetup', description: 'Shown this once; in force once a code of it is given' });
export type SecondFactorSetup = z.infer<typeof SecondFactorSetup>;
export const CodeBody = z.strictObject({ code: z.string().trim().min(1).max(40) }).meta({ id: 'SecondFactorCode' });
export type CodeBody = z.infer<typeof CodeBody>;
export const CurrentPasswordBody = z.strictObject({ password: z.string().min(1).max(1000) }).meta({ id: 'CurrentPassword' });
export type CurrentPasswordBody = z.infer<typeof CurrentPasswordBody>;
export const RecoveryCodes = z
  .strictObject({ recoveryCodes: z.array(z.string()) })
  .meta({ id: 'RecoveryCodes', description: 'Shown this once; each works once' });
export type RecoveryCodes = z.infer<typeof RecoveryCodes>;
export const OwnSecurity = z
  .strictObject({
    signedInBy: z.enum(['password', 'provider', 'library-system']),
    secondFactor: z.strictObject({ active: z.boolean(), required: z.boolean(), recoveryCodesLeft: z.int() }),
  })
  .meta({ id: 'OwnSecurity' });
export type OwnSecurity = z.infer<typeof OwnSecurity>;
