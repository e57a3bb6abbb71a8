import { stableId } from '#lib/service';
import { aggregateStore } from '#lib/messaging';
import { accountDecider, type AccountEvent, type AccountState } from '../domain/account/account.ts';
import { agreementDecider, type AgreementSet, type AgreementState } from '../domain/agreement/agreement.ts';
import { connectorDecider, type ConnectorEvent, type ConnectorState } from '../domain/connector/connector.ts';
import { libraryDecider, type LibrarySet, type LibraryState } from '../domain/library/library.ts';
import { partnerDecider, type PartnerSet, type PartnerState } from '../domain/partner/partner.ts';
import { machineDecider, type MachineEvent, type MachineState } from '../domain/machine/machine.ts';
import { proxyDecider, type ProxyEvent, type ProxyState } from '../domain/proxy/proxy.ts';
import { practiceDecider, type PracticeEvent, type PracticeState } from '../domain/practice/practice.ts';
import { signInDecider, type SignInEvent, type SignInState } from '../domain/sign-in/settings.ts';
import { noticeDecider, type NoticeEvent, type NoticeState } from '../domain/notice/notice.ts';
import { deadlineOf } from '../domain/notice/lapse.ts';
import { wordsDecider, type WordsEvent, type WordsState } from '../domain/notice/own-words.ts';
import { patronDecider, type PatronEvent, type PatronState } from '../domain/patron/patron.ts';

export const libraries = aggregateStore<LibraryState, LibrarySet>({
  table: 'library',
  ...libraryDecider,
  project: ({ profile }) => ({ symbol: profile!.symbol, name: profile!.name, active: profile!.active }),
});
/** A library's id follows from its symbol, which never changes. */
export const libraryId = (symbol: string): string => stableId('library', symbol);

export const partners = aggregateStore<PartnerState, PartnerSet>({
  table: 'partner',
  ...partnerDecider,
  project: ({ profile }) => ({ symbol: profile!.symbol, name: profile!.name, active: profile!.active }),
});
export const partnerId = (library: string, symbol: string): string => stableId('partner', library, symbol);

export const agreements = aggregateStore<AgreementState, AgreementSet>({
  table: 'agreement',
  ...agreementDecider,
  project: ({ profile }) => ({ name: profile!.name, active: profile!.active }),
});
export const agreementId = (name: string): string => stableId('agreement', name);

/** What a library has connected: one of each kind. */
export const connectors = aggregateStore<ConnectorState, ConnectorEvent>({
  table: 'connector',
  ...connectorDecider,
  project: ({ setUp, active }) => ({ kind: setUp!.kind, active }),
});
export const connectorId = (library: string, kind: string): string => stableId('connector', library, kind);

export const patrons = aggregateStore<PatronState, PatronEvent>({
  table: 'patron',
  ...patronDecider,
  project: ({ patronRef, group, blocked, active }) => ({ patron_ref: patronRef, patron_group: group, blocked, active }),
});

export const accounts = aggregateStore<AccountState, AccountEvent>({
  table: 'account',
  ...accountDecider,
  project: ({ roles, active, patronId }) => ({ roles, active, patron_id: patronId ?? null }),
});

/** Who may ask in whose name. */
export const proxies = aggregateStore<ProxyState, ProxyEvent>({
  table: 'proxy',
  ...proxyDecider,
  project: ({ patronRef, proxyRef, active, endsAt }) => ({
    patron_ref: patronRef,
    proxy_ref: proxyRef,
    active,
    deadline_at: active ? (endsAt ?? null) : null,
  }),
});
export const proxyId = (library: string, patronRef: string, proxyRef: string): string =>
  stableId('proxy', library, patronRef, proxyRef);

/** How a library's people sign in: one a library, and one for the consortium. */
export const signInSettings = aggregateStore<SignInState, SignInEvent>({
  table: 'sign_in_settings',
  ...signInDecider,
  project: ({ oidc, sip2 }) => ({ oidc: oidc !== undefined, sip2: sip2 !== undefined }),
});
export const signInSettingsId = (library: string): string => stableId('sign-in', library);

export const machines = aggregateStore<MachineState, MachineEvent>({
  table: 'machine',
  ...machineDecider,
  project: ({ active }) => ({ active }),
});

/** What somebody was told, or could not be. */
export const notices = aggregateStore<NoticeState, NoticeEvent>({
  table: 'notice',
  ...noticeDecider,
  project: (state) => ({
    request_id: state.requestId,
    kind: state.notice,
    recipient: state.to,
    channel: state.channel,
    language: state.language ?? null,
    status: state.status,
    rule: state.rule,
    policy_hash: state.policyHash,
    settled_at: state.at,
    deadline_at: deadlineOf(state),
  }),
});
/** A notice's id follows from what it is about: the same is never decided twice. */
export const noticeId = (requestId: string, occasion: string, notice: string, to: string, channel: string): string =>
  stableId('notice', requestId, occasion, notice, to, channel);

/** A library's own words for notices. */
export const noticeWords = aggregateStore<WordsState, WordsEvent>({
  table: 'notice_words',
  ...wordsDecider,
  project: ({ notice, language, words }) => ({ notice, language, active: words !== undefined }),
});
export const wordsId = (library: string, notice: string, language: string): string =>
  stableId('notice-words', library, notice, language);
/** A library's practice copies: one row a library. */
export const practices = aggregateStore<PracticeState, PracticeEvent>({
  table: 'practice',
  ...practiceDecider,
  project: ({ symbol }) => ({ symbol: symbol ?? null }),
});
export const practiceId = (library: string): string => stableId('practice', library);
