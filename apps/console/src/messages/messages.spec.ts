import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  Carrier,
  ACTIONS,
  AttemptKind,
  AttemptStatus,
  AuditEntry,
  CancelMeans,
  EntryPosted,
  Figures,
  IsoErrorType,
  ItemKind,
  LentAdvice,
  LentChanged,
  LentCharged,
  LentChargeTakenBack,
  LentStatus,
  LentWorklist,
  Means,
  messages,
  NoMail,
  NoticeStatus,
  NotInIfm,
  Outcome,
  PartnerChanged,
  PatronNext,
  PolicyDiff,
  PolicyHistoryEntry,
  Parcel,
  PaysPostage,
  PolicyStatus,
  Renewal,
  RequestClosed,
  RequestSet,
  RequestStatus,
  Role,
  RuleTried,
  ScanResult,
  ServiceType,
  SettledBy,
  SourcingEnded,
  Verification,
} from '#lib/contracts';
import { NOTICES } from '#lib/policy';
import { STEPS } from '../api/set-up.ts';
import { ROOMS } from '../api/audit.ts';
import { TERMS } from '../pages/set-up/terms.ts';
import { NETTING_STATUSES, SECTIONS } from '../api/money.ts';
import { GAPS, PARTS, SETTLERS, SIDES as IFM_SIDES, STANDINGS, TAKEN, VERDICTS } from '../api/ifm.ts';
import { INCOMING_STATUSES } from '../api/incoming.ts';
import { INVOICE_STATUSES } from '../api/invoices.ts';
import { MANUAL_STATUSES } from '../api/manual-entries.ts';
import { CARD_EVENTS, CARD_STATUSES } from '../api/vouchers.ts';
import { LABELS, PAPERS } from '../api/labels.ts';
import { GROUPS } from '../pages/queue/lists.ts';
import { FOLLOWS } from '../words/follows.ts';
import { PROVIDER_FAILURES } from '../pages/sign-in/provider-failures.ts';
import { CITATION_FIELDS, FORMS } from '../components/citation/draft.ts';

const NARROWING = ['branch', 'wanted', 'supplier', 'taken'];

type Catalog = Record<string, string>;
const here = import.meta.dirname;
const read = (language: string): Catalog => JSON.parse(readFileSync(join(here, `${language}.json`), 'utf8')) as Catalog;
const LANGUAGES = globSync('*.json', { cwd: here }).map((file) => file.replace('.json', ''));
const catalogs = new Map(LANGUAGES.map((language) => [language, read(language)]));

const PLURAL = /_(zero|one|two|few|many|other)$/;
const withoutPlural = (key: string): string => key.replace(PLURAL, '');
const english = catalogs.get('en')!;
const known = new Set(Object.keys(english).map(withoutPlural));

const source = globSync('**/*.{ts,tsx}', { cwd: join(here, '..') })
  .filter((file) => !file.endsWith('.spec.ts'))
  .map((file) => readFileSync(join(here, '..', file), 'utf8'))
  .join('\n');
/** Whatever in the sources looks like a key of a family there is: 'queue.title'. What people may do is named likewise. */
const families = new Set([...known].map((key) => key.split('.')[0]!));
const literals = new Set(
  [...source.matchAll(/'([a-zA-Z]+\.[\w.-]+)'/g)]
    .map(([, key]) => key!)
    .filter((key) => families.has(key.split('.')[0]!) && !(key in ACTIONS)),
);
/** The beginnings of keys made at run time: t(`status.${status}`), word('action', name). */
const beginnings = new Set([
  ...[...source.matchAll(/`([a-zA-Z.]+\.)\$\{/g)].map(([, beginning]) => beginning!),
  ...[...source.matchAll(/\bword\('([a-zA-Z]+)'/g)].map(([, prefix]) => `${prefix}.`),
]);

const routes = Outcome.options.map((option) => option.shape.route.value);
/** Events that are about no request. */
const NO_REQUEST = /^sourcing\.(policy|holdings)-/;
const SIDES = ['patron', 'staff'];
const POLICY_STEPS = ['propose', 'approve', 'publish', 'send-back', 'restore', 'retire'];
/** What a beginning may be followed by, as far as contracts say. */
const MEMBERS: Readonly<Record<string, readonly string[]>> = {
  'status.': RequestStatus.options,
  'patronStatus.': RequestStatus.options,
  'route.': [...routes, 'add'],
  'kind.': ItemKind.options,
  'attemptKind.': AttemptKind.options,
  'practice.played.': ['catalogs', 'lenders', 'providers', 'post'],
  'practice.sure.': ['reset', 'delete'],
  'attemptStatus.': AttemptStatus.options,
  'timeline.attempt.': AttemptStatus.options,
  'timeline.decided.': routes,
  'settledBy.': SettledBy.options,
  'entry.': EntryPosted.data.shape.kind.options,
  'verification.': Verification.shape.status.options,
  'serviceType.': ServiceType.options,
  'role.': Role.options,
  'rules.outcome.': RuleTried.shape.outcome.options,
  'rules.truth.': RuleTried.shape.conditions.element.shape.truth.options,
  'stage.': Figures.shape.stages.element.shape.name.options,
  'outcome.': ['open', ...RequestClosed.data.shape.outcome.options, ...SourcingEnded.data.shape.outcome.options],
  'citation.': CITATION_FIELDS.filter((field) => field !== 'container'),
  'citation.form.': FORMS,
  'citation.container.': ['book', 'journal'],
  'policy.whenUnknown.': ['skip', 'ask'],
  'policy.status.': PolicyStatus.options,
  'policy.stands.': PolicyStatus.options,
  'policy.what.': PolicyHistoryEntry.shape.what.options,
  'policy.changed.': PolicyDiff.shape.rules.element.shape.change.options,
  'policy.next.': ['propose', 'approve', 'publish'].flatMap((step) => [`${step}.you`, `${step}.other`]),
  'policy.step.': POLICY_STEPS,
  'policy.stepAbout.': POLICY_STEPS,
  'policy.done.': POLICY_STEPS,
  'policy.tab.': ['rules', 'cases', 'try', 'diff', 'history'],
  'policy.column.': ['version', 'whose', 'state', 'since', 'rules', 'about'],
  'policyKind.': ['eligibility', 'sourcing', 'lender-ranking', 'provider-choice', 'lending', 'charges', 'notices', 'copyright'],
  'ask.pasted.': ['doi', 'isbn', 'pmid'],
  'decision.notInIfm.': NotInIfm.element.options,
  'means.': Means.options,
  'lentAsks.': ['vouchers', 'amount', 'charged', 'taken-back'],
  'lentAsks.back-': PaysPostage.options,
  'supplier.': ['get-it-now', 'reprints-desk', 'vendor', 'publisher'],
  'setUp.step.': STEPS,
  'setUp.state.': ['ready', 'missing', 'advised'],
  'setUp.partners.way.': [
    ...PartnerChanged.data.shape.channel.options.filter((way) => way !== 'by-hand'),
    ...PartnerChanged.data.shape.where.unwrap().options,
  ],
  'terms.': [
    ...TERMS.map(({ part }) => part),
    ...TERMS.flatMap(({ fields }) => fields.flatMap(({ name }) => [`${name}.label`, `${name}.about`])),
  ],
  'terms.unit.': ['workingDays', 'days', 'hours'],
  'setUp.patrons.field.': ['cardNumber', 'familyName', 'givenName', 'email', 'group', 'blocked'],
  'auditField.': ['when', 'who', 'what', 'subject', 'changes', 'person'],
  'auditFile.': ['csv', 'xlsx'],
  'auditKind.': AuditEntry.shape.kind.options,
  'auditRoom.': ROOMS,
  'lentAdvice.': LentAdvice.shape.answer.options,
  'lentList.': LentWorklist.options,
  'lentStatus.': LentStatus.options,
  'carrier.': Carrier.options,
  'partner.': ['withoutIfm', 'loansOpen', 'lendsAv', 'lastResort', 'active', 'outgoing', 'incoming'],
  'partner.days.': ServiceType.options,
  'partner.shownBy.': ['header', 'basic', 'bearer'],
  'isoError.': IsoErrorType.options,
  'isoRemedy.': IsoErrorType.options,
  'parcelStatus.': Parcel.shape.status.options,
  'statement.section.': SECTIONS,
  'netting.status.': NETTING_STATUSES,
  'manualStatus.': MANUAL_STATUSES,
  'invoiceStatus.': INVOICE_STATUSES,
  'incomingStatus.': INCOMING_STATUSES,
  'incoming.way.': ['lines', 'file'],
  'books.page.': Object.keys(SETTLERS),
  'ifm.about.': Object.keys(SETTLERS),
  'ifm.bringAbout.': Object.keys(SETTLERS),
  'ifmBill.': ['invoice', 'memo', 'even'],
  'ifmGap.': GAPS,
  'ifmPart.': PARTS,
  'ifmSide.': IFM_SIDES,
  'ifmStanding.': STANDINGS,
  'ifmTaken.': TAKEN,
  'ifmVerdict.': VERDICTS,
  'voucherStatus.': CARD_STATUSES,
  'voucherEvent.': CARD_EVENTS,
  'vouchers.': ['full', 'half'],
  'follows.': FOLLOWS,
  'queue.paste.': [...PartnerChanged.data.shape.where.unwrap().options, 'publisher'],
  'queue.by.': NARROWING,
  'queue.every.': NARROWING,
  'queue.taken.': ['you', 'somebody', 'nobody'],
  'queue.group.': [...Object.keys(GROUPS), 'other'],
  'wanted.': ServiceType.options,
  'labels.': LABELS,
  'scan.': ['ended', 'not-waited-for'],
  'scan.text.': ['ended', 'not-waited-for'],
  'scan.kind.': ScanResult.shape.kind.options.filter((kind) => kind !== 'tracking'),
  'loanCondition.': ['LibraryUseOnly', 'WatchLibraryUseOnly', 'NoReproduction', 'SignatureRequired', 'SpecCollSupervReq'],
  'labels.paper.': PAPERS,
  'settings.part.': ['connections', 'sign-in', 'programs'],
  'settings.connections.state.': ['none', 'untested', 'works', 'fails'],
  'settings.oidc.': ['name', 'issuer', 'clientId', 'clientSecret', 'username', 'card', 'defaultGroup'],
  'settings.rules.': ['contains', 'equals'],
  'settings.sip2.': [
    'host',
    'institution',
    'terminalUser',
    'terminalPassword',
    'location',
    'defaultGroup',
    'groupField',
    'expiryField',
    'groups',
    'certificates',
  ],
  'settings.programs.': ['name', 'known', 'scopes', 'lastUsed', 'ends', 'expires', 'jwksUrl'],
  ...Object.fromEntries(
    ['kind', 'kindAbout', 'make', 'made', 'madeAbout'].map((one) => [`settings.programs.${one}.`, ['key', 'client']]),
  ),
  'failed.': [...PROVIDER_FAILURES, 'other'],
  'service.': ['intake', 'sourcing', 'fulfillment', 'payment', 'directory'],
  'timeline.notice.': NoticeStatus.options.filter((status) => status !== 'sending' && status !== 'on-page'),
  'noMail.': NoMail.options,
  'notice.': [...NOTICES, 'message'],
  'timeline.message.': ['patron', 'staff'],
  'next.': [
    ...PatronNext.shape.what.options.filter((what) => what !== 'nothing'),
    ...['answer', 'pick-up', 'bring-back', 'open-copy'].map((what) => `${what}.by`),
  ],
  'renewal.': Renewal.options,
  'cancelMeans.': CancelMeans.options,
  'step.': [
    'correct',
    'renew',
    'renew.about',
    'renew.done',
    'not-obtained',
    'not-obtained.about',
    'not-obtained.done',
    'cancel',
    'cancel.done',
  ],
  'set.': RequestSet.shape.kind.options,
  'conversation.none.': SIDES,
  'conversation.write.': SIDES,
  'conversation.from.': ['you', 'library', 'patron'],
  'conversation.mail.': NoticeStatus.options,
};
/** Named by the services with each task; test/console-words.spec.ts looks there. */
const BY_SERVICES = ['action.', 'task.', 'field.', 'option.', 'lentStep.'];

describe('the message catalogs', () => {
  it('are at least two', () => {
    expect(LANGUAGES.length).toBeGreaterThan(1);
    expect(LANGUAGES).toContain('en');
  });

  it.each(LANGUAGES)('%s has every key, in every plural form of the language, and no other', (language) => {
    const catalog = catalogs.get(language)!;
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    const wanted = [...known].flatMap((key) => (key in english ? [key] : forms.map((form) => `${key}_${form}`)));
    expect(Object.keys(catalog).toSorted((a, b) => (a < b ? -1 : 1))).toEqual(wanted.toSorted((a, b) => (a < b ? -1 : 1)));
  });

  it.each(LANGUAGES)('%s puts the same names in, and says something everywhere', (language) => {
    const names = (text: string): string[] =>
      [...new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name!))].toSorted((a, b) => (a < b ? -1 : 1));
    for (const [key, text] of Object.entries(catalogs.get(language)!)) {
      expect(text.trim()).not.toBe('');
      const original = english[key] ?? english[`${withoutPlural(key)}_other`]!;
      expect([key, ...names(text)]).toEqual([key, ...names(original)]);
    }
  });

  it('have every key the pages name', () => {
    expect([...literals].filter((key) => !known.has(key))).toEqual([]);
  });

  it('have a word for everything the contracts name', () => {
    const missing = Object.entries(MEMBERS).flatMap(([beginning, members]) =>
      members.map((member) => beginning + member).filter((key) => !known.has(key)),
    );
    expect(missing).toEqual([]);
  });

  it('know every beginning the pages make keys of', () => {
    const ours = [...beginnings].filter((beginning) => families.has(beginning.split('.')[0]!));
    expect(
      ours.filter((beginning) => !(beginning in MEMBERS) && !BY_SERVICES.includes(beginning) && beginning !== 'timeline.'),
    ).toEqual([]);
  });

  it('word every event on the timeline', () => {
    const told = [...messages.values()]
      // what directory tells, what a library brings and what becomes of policies is about no request
      .filter(({ kind, type, source: service }) => kind === 'event' && service !== 'directory' && !NO_REQUEST.test(type))
      .map(({ type }) => `timeline.${type}`);
    const byStatus = 'timeline.fulfillment.attempt-advanced.v1';
    // the lender's side of a loan is another library's, and on no request's page
    const elsewhere = [LentChanged, LentCharged, LentChargeTakenBack].map(({ type }) => `timeline.${type}`);
    expect(told.filter((key) => !known.has(key) && key !== byStatus && !elsewhere.includes(key))).toEqual([]);
  });

  it('hold nothing nobody uses', () => {
    const fromContracts = new Set([
      ...Object.entries(MEMBERS).flatMap(([beginning, members]) => members.map((member) => beginning + member)),
      ...[...messages.keys()].map((type) => `timeline.${type}`),
    ]);
    const unused = [...known].filter(
      (key) => !literals.has(key) && !fromContracts.has(key) && !BY_SERVICES.some((beginning) => key.startsWith(beginning)),
    );
    expect(unused).toEqual([]);
  });
});
