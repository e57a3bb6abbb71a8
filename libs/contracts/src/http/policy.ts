import { z } from 'zod';
import { Moment, Sentence } from '../shapes/basic.ts';
import { PolicyScope } from '../sourcing/policy-published.v1.ts';
import { PolicySentences, RuleTried } from './decision.ts';

const Kind = z.string().regex(/^[a-z][a-z-]{1,40}$/);
const Hash = z.string().regex(/^[0-9a-f]{64}$/);
/** Longer ones would not fit into a message: some 2,000 rules. */
const MOST_TEXT = 700_000;
const Text = z.string().max(MOST_TEXT);

export const PolicyStatus = z.enum(['draft', 'proposed', 'approved', 'live', 'retired']).meta({ id: 'PolicyStatus' });

/** Which version decides at a library, whose it is, and why that one. */
export const PolicyInForce = z
  .strictObject({
    scope: PolicyScope,
    versionId: z.uuid(),
    number: z.int().positive(),
    hash: Hash,
    since: Moment,
    why: Sentence,
  })
  .meta({ id: 'PolicyInForce' });
export type PolicyInForce = z.infer<typeof PolicyInForce>;

export const PolicyVersionSummary = z
  .strictObject({
    id: z.uuid(),
    scope: PolicyScope,
    kind: Kind,
    number: z.int().positive(),
    status: PolicyStatus,
    origin: z.enum(['shipped', 'written']),
    hash: Hash.optional(),
    basedOn: z.string().optional(),
    note: z.string(),
    since: Moment,
    wasLive: z.boolean(),
    rules: z.int().nonnegative().meta({ description: 'How many rules it has; 0 where the text is no policy yet' }),
  })
  .meta({ id: 'PolicyVersionSummary' });
export type PolicyVersionSummary = z.infer<typeof PolicyVersionSummary>;

export const PolicyKind = z
  .strictObject({
    kind: Kind,
    inForce: PolicyInForce.optional(),
    waiting: z.int().nonnegative().meta({ description: 'Versions proposed or approved that wait for somebody' }),
    drafts: z.int().nonnegative(),
  })
  .meta({ id: 'PolicyKind' });
export const PolicyKinds = z.strictObject({ kinds: z.array(PolicyKind) }).meta({ id: 'PolicyKinds' });
export type PolicyKinds = z.infer<typeof PolicyKinds>;

export const PolicyVersions = z
  .strictObject({
    kind: Kind,
    inForce: PolicyInForce.optional(),
    own: z.array(PolicyVersionSummary),
    consortium: z.array(PolicyVersionSummary).meta({ description: 'Those of the consortium that are or have been live' }),
  })
  .meta({ id: 'PolicyVersions' });
export type PolicyVersions = z.infer<typeof PolicyVersions>;

export const PolicyFault = z
  .strictObject({
    path: z.string(),
    line: z.int().positive(),
    column: z.int().positive().optional(),
    message: z.string(),
    suggestion: z.string().optional(),
  })
  .meta({ id: 'PolicyFault' });

export const PolicyCheck = z
  .strictObject({
    hash: Hash.optional(),
    kind: z.string().optional(),
    faults: z.array(PolicyFault),
    caseFaults: z.array(PolicyFault),
    cases: z.array(z.strictObject({ name: z.string(), passed: z.boolean(), differences: z.array(z.string()) })),
    rules: PolicySentences.rules.optional().meta({ description: 'The rules in words, where the text has no errors' }),
    otherwise: PolicySentences.otherwise,
  })
  .meta({ id: 'PolicyCheck' });
export type PolicyCheck = z.infer<typeof PolicyCheck>;

/** One thing that happened to a version: who, when, why. */
export const PolicyHistoryEntry = z
  .strictObject({
    what: z.enum(['drafted', 'installed', 'edited', 'proposed', 'approved', 'sent-back', 'published', 'restored', 'retired']),
    by: z.string().meta({ description: 'The account; `system` for the software itself' }),
    at: Moment,
    why: z.string(),
    hash: Hash.optional(),
  })
  .meta({ id: 'PolicyHistoryEntry' });

export const PolicyVersionDetail = PolicyVersionSummary.extend({
  version: z.int().positive().meta({ description: 'To be sent back with the next step: refused where somebody else was faster' }),
  text: z.string(),
  cases: z.string(),
  authors: z.array(z.string()),
  approval: z.strictObject({ hash: Hash, by: z.string(), at: Moment }).optional(),
  fourEyes: z.boolean(),
  next: z
    .strictObject({
      step: z.enum(['propose', 'approve', 'publish']),
      action: z.enum(['policies.write', 'policies.approve']).meta({ description: 'What whoever does it has to be allowed' }),
      notBy: z.array(z.string()).meta({ description: 'Accounts that may not, as they wrote it' }),
    })
    .optional()
    .meta({ description: 'Who has to act next, and how' }),
  history: z.array(PolicyHistoryEntry),
}).meta({ id: 'PolicyVersionDetail' });
export type PolicyVersionDetail = z.infer<typeof PolicyVersionDetail>;

export const NewPolicyVersion = z
  .strictObject({
    from: z.uuid().optional().meta({ description: 'The version to start from; what is in force where nothing is said' }),
    text: Text.optional(),
    cases: Text.optional(),
    note: z.string().max(2000).default(''),
  })
  .meta({ id: 'NewPolicyVersion' });
export const PolicyEdit = z
  .strictObject({ version: z.int().positive(), text: Text, cases: Text, note: z.string().max(2000).default('') })
  .meta({ id: 'PolicyEdit' });
export const PolicyText = z.strictObject({ text: Text, cases: Text.default('') }).meta({ id: 'PolicyText' });

const seen = { version: z.int().positive() };
export const PolicyProposal = z.strictObject({ ...seen, note: z.string().max(2000).default('') }).meta({ id: 'PolicyProposal' });
export const PolicyApproval = z
  .strictObject({
    ...seen,
    hash: Hash.meta({ description: 'Of the content that was read' }),
    note: z.string().max(2000).default(''),
  })
  .meta({ id: 'PolicyApproval' });
export const PolicyPublishing = z.strictObject({ ...seen, hash: Hash, reason: Sentence }).meta({ id: 'PolicyPublishing' });
export const PolicyReason = z.strictObject({ ...seen, reason: Sentence }).meta({ id: 'PolicyReason' });

export const PolicySettings = z
  .strictObject({
    fourEyes: z.boolean().meta({ description: 'Whether somebody else than the authors has to approve' }),
    by: z.string().optional(),
    reason: z.string().optional(),
    at: Moment.optional(),
  })
  .meta({ id: 'PolicySettings' });
export type PolicySettings = z.infer<typeof PolicySettings>;
export const PolicySettingsChange = z
  .strictObject({ fourEyes: z.boolean(), reason: Sentence })
  .meta({ id: 'PolicySettingsChange' });

/** One request, to be decided by a version: the facts kept with a past decision, or facts as a case writes them. */
export const PolicyTrial = z
  .union([
    z.strictObject({ requestId: z.uuid() }),
    z.strictObject({ facts: z.record(z.string(), z.json()), given: z.string().optional() }),
  ])
  .meta({ id: 'PolicyTrial' });
export const PolicyTrialResult = z
  .strictObject({
    kind: z.enum(['decided', 'needs']),
    route: z.string().optional(),
    rule: z.string().optional(),
    reason: z.string(),
    lookups: z.array(z.string()),
    explanation: z.array(z.string()),
    rules: z.array(RuleTried),
    before: z
      .strictObject({ route: z.string(), rule: z.string().optional(), reason: z.string() })
      .optional()
      .meta({ description: 'What had been decided for that request' }),
  })
  .meta({ id: 'PolicyTrialResult' });
export type PolicyTrialResult = z.infer<typeof PolicyTrialResult>;

/** What differs from what is in force: rules as sentences, and cases that come out otherwise. */
export const PolicyDiff = z
  .strictObject({
    with: PolicyInForce.optional(),
    text: z.string().meta({ description: 'What is in force, as written' }),
    rules: z.array(
      z.strictObject({
        id: z.string(),
        change: z.enum(['added', 'removed', 'changed', 'moved']),
        before: z.string().optional(),
        after: z.string().optional(),
      }),
    ),
    cases: z.array(z.strictObject({ name: z.string(), before: z.string(), after: z.string() })),
  })
  .meta({ id: 'PolicyDiff' });
export type PolicyDiff = z.infer<typeof PolicyDiff>;
