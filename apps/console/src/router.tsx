import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router';
import { sessionQuery, type Session } from './api/session.ts';
import { NotFound } from './components/not-found.tsx';
import { PageError } from './components/page-error.tsx';
import { PagePending } from './components/page-pending.tsx';
import { queryClient } from './query-client.ts';
import { placesFor } from './shell/places.ts';

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value ? value : typeof value === 'number' ? String(value) : undefined;
/** The parts of the address a page understands, the empty ones left out. */
const search =
  <const Name extends string>(...names: readonly Name[]) =>
  (given: Record<string, unknown>): { [N in Name]?: string } =>
    Object.fromEntries(names.flatMap((name) => (text(given[name]) ? [[name, text(given[name])]] : []))) as {
      [N in Name]?: string;
    };

const root = createRootRoute({ component: Outlet, errorComponent: PageError, notFoundComponent: NotFound });

const signIn = createRoute({
  getParentRoute: () => root,
  path: 'sign-in',
  validateSearch: search('to', 'failed'),
  component: lazyRouteComponent(() => import('./pages/sign-in/sign-in-page.tsx'), 'SignInPage'),
});

/** Everything behind the sign-in. Whoever is not signed in comes back here afterwards. */
const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  beforeLoad: async ({ location }): Promise<{ session: Session }> => {
    const session = await queryClient.ensureQueryData(sessionQuery);
    if (!session) throw redirect({ to: '/sign-in', search: { to: location.href } });
    return { session };
  },
  component: lazyRouteComponent(() => import('./shell/shell.tsx'), 'Shell'),
  errorComponent: PageError,
});

const home = createRoute({
  getParentRoute: () => signedIn,
  path: '/',
  beforeLoad: ({ context }) => {
    throw redirect({ to: placesFor(context.session.user)[0]?.to ?? '/requests' });
  },
});
const askPage = createRoute({
  getParentRoute: () => signedIn,
  path: 'ask',
  validateSearch: search('openurl'),
  component: lazyRouteComponent(() => import('./pages/ask/ask-page.tsx'), 'AskPage'),
});
const upload = createRoute({
  getParentRoute: () => signedIn,
  path: 'upload',
  validateSearch: search('batch'),
  component: lazyRouteComponent(() => import('./pages/upload/upload-page.tsx'), 'UploadPage'),
});
const requests = createRoute({
  getParentRoute: () => signedIn,
  path: 'requests',
  validateSearch: search('status', 'q'),
  component: lazyRouteComponent(() => import('./pages/requests/requests-page.tsx'), 'RequestsPage'),
});
const request = createRoute({
  getParentRoute: () => signedIn,
  path: 'requests/$id',
  component: lazyRouteComponent(() => import('./pages/request/request-page.tsx'), 'RequestPage'),
});
const queue = createRoute({
  getParentRoute: () => signedIn,
  path: 'queue',
  validateSearch: search('kind', 'branch', 'wanted', 'supplier', 'taken'),
  component: lazyRouteComponent(() => import('./pages/queue/queue-page.tsx'), 'QueuePage'),
});
const scan = createRoute({
  getParentRoute: () => signedIn,
  path: 'scan',
  validateSearch: search('code'),
  component: lazyRouteComponent(() => import('./pages/scan/scan-page.tsx'), 'ScanPage'),
});
const reports = createRoute({
  getParentRoute: () => signedIn,
  path: 'reports',
  validateSearch: search('from', 'to'),
  component: lazyRouteComponent(() => import('./pages/reports/reports-page.tsx'), 'ReportsPage'),
});
const policy = createRoute({
  getParentRoute: () => signedIn,
  path: 'policy',
  validateSearch: search('kind'),
  component: lazyRouteComponent(() => import('./pages/policy/policy-page.tsx'), 'PolicyPage'),
});
const policyVersion = createRoute({
  getParentRoute: () => signedIn,
  path: 'policy/$id',
  component: lazyRouteComponent(() => import('./pages/policy/version-page.tsx'), 'VersionPage'),
});

const setUp = createRoute({
  getParentRoute: () => signedIn,
  path: 'set-up',
  component: lazyRouteComponent(() => import('./pages/set-up/set-up-page.tsx'), 'SetUpPage'),
});
const keeping = createRoute({
  getParentRoute: () => signedIn,
  path: 'set-up/keeping',
  component: lazyRouteComponent(() => import('./pages/set-up/keeping-page.tsx'), 'KeepingPage'),
});
const terms = createRoute({
  getParentRoute: () => signedIn,
  path: 'set-up/terms',
  component: lazyRouteComponent(() => import('./pages/set-up/terms-page.tsx'), 'TermsPage'),
});
const setUpStep = createRoute({
  getParentRoute: () => signedIn,
  path: 'set-up/$step',
  component: lazyRouteComponent(() => import('./pages/set-up/step-page.tsx'), 'StepPage'),
});
const partner = createRoute({
  getParentRoute: () => signedIn,
  path: 'set-up/partners/$id',
  component: lazyRouteComponent(() => import('./pages/set-up/partner/partner-page.tsx'), 'PartnerPage'),
});
const patrons = createRoute({
  getParentRoute: () => signedIn,
  path: 'patrons',
  component: lazyRouteComponent(() => import('./pages/patrons/patrons-page.tsx'), 'PatronsPage'),
});
const settings = createRoute({
  getParentRoute: () => signedIn,
  path: 'settings',
  validateSearch: search('part'),
  component: lazyRouteComponent(() => import('./pages/settings/settings-page.tsx'), 'SettingsPage'),
});
const notices = createRoute({
  getParentRoute: () => signedIn,
  path: 'notices',
  validateSearch: search('notice', 'language'),
  component: lazyRouteComponent(() => import('./pages/notices/notices-page.tsx'), 'NoticesPage'),
});
const libraries = createRoute({
  getParentRoute: () => signedIn,
  path: 'libraries',
  component: lazyRouteComponent(() => import('./pages/libraries/libraries-page.tsx'), 'LibrariesPage'),
});
const practice = createRoute({
  getParentRoute: () => signedIn,
  path: 'practice',
  component: lazyRouteComponent(() => import('./pages/practice/practice-page.tsx'), 'PracticePage'),
});
const wishes = createRoute({
  getParentRoute: () => signedIn,
  path: 'wishes',
  component: lazyRouteComponent(() => import('./pages/wishes/wishes-page.tsx'), 'WishesPage'),
});
const lent = createRoute({
  getParentRoute: () => signedIn,
  path: 'lent',
  validateSearch: search('list'),
  component: lazyRouteComponent(() => import('./pages/lent/lent-page.tsx'), 'LentPage'),
});
const refused = createRoute({
  getParentRoute: () => signedIn,
  path: 'refused',
  component: lazyRouteComponent(() => import('./pages/refused/refused-page.tsx'), 'RefusedPage'),
});
const audit = createRoute({
  getParentRoute: () => signedIn,
  path: 'audit',
  validateSearch: search('room', 'kind', 'person', 'subject', 'from', 'to'),
  component: lazyRouteComponent(() => import('./pages/audit/audit-page.tsx'), 'AuditPage'),
});
const money = createRoute({
  getParentRoute: () => signedIn,
  path: 'money',
  component: lazyRouteComponent(() => import('./pages/money/money-frame.tsx'), 'MoneyFrame'),
});
const moneyHome = createRoute({
  getParentRoute: () => money,
  path: '/',
  component: lazyRouteComponent(() => import('./pages/money/money-home.tsx'), 'MoneyHome'),
});
const statements = createRoute({
  getParentRoute: () => money,
  path: 'statements',
  validateSearch: search('month', 'currency'),
  component: lazyRouteComponent(() => import('./pages/money/statements-page.tsx'), 'StatementsPage'),
});
const netting = createRoute({
  getParentRoute: () => money,
  path: 'netting',
  component: lazyRouteComponent(() => import('./pages/money/netting-page.tsx'), 'NettingPage'),
});
const ledger = createRoute({
  getParentRoute: () => money,
  path: 'ledger',
  validateSearch: search('cursor'),
  component: lazyRouteComponent(() => import('./pages/money/ledger-page.tsx'), 'LedgerPage'),
});
const vouchers = createRoute({
  getParentRoute: () => money,
  path: 'vouchers',
  validateSearch: search('card', 'promise'),
  component: lazyRouteComponent(() => import('./pages/money/vouchers-page.tsx'), 'VouchersPage'),
});
const ifm = createRoute({
  getParentRoute: () => money,
  path: 'ifm',
  validateSearch: search('report', 'line', 'currency', 'month'),
  component: lazyRouteComponent(() => import('./pages/money/ifm-page.tsx'), 'IfmPage'),
});
const efts = createRoute({
  getParentRoute: () => money,
  path: 'efts',
  validateSearch: search('report', 'line', 'currency', 'month'),
  component: lazyRouteComponent(() => import('./pages/money/ifm-page.tsx'), 'EftsPage'),
});
const invoices = createRoute({
  getParentRoute: () => money,
  path: 'invoices',
  validateSearch: search('invoice', 'edit', 'status', 'after'),
  component: lazyRouteComponent(() => import('./pages/money/invoices-page.tsx'), 'InvoicesPage'),
});
const incoming = createRoute({
  getParentRoute: () => money,
  path: 'incoming',
  validateSearch: search('invoice', 'line', 'edit', 'after', 'currency'),
  component: lazyRouteComponent(() => import('./pages/money/incoming-page.tsx'), 'IncomingPage'),
});
const deposits = createRoute({
  getParentRoute: () => money,
  path: 'deposits',
  validateSearch: search('account'),
  component: lazyRouteComponent(() => import('./pages/money/deposits-page.tsx'), 'DepositsPage'),
});
const byHand = createRoute({
  getParentRoute: () => money,
  path: 'by-hand',
  validateSearch: search('entry'),
  component: lazyRouteComponent(() => import('./pages/money/by-hand-page.tsx'), 'ByHandPage'),
});
const account = createRoute({
  getParentRoute: () => signedIn,
  path: 'account',
  component: lazyRouteComponent(() => import('./pages/account/account-page.tsx'), 'AccountPage'),
});

export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    signedIn.addChildren([
      home,
      askPage,
      upload,
      requests,
      request,
      queue,
      scan,
      lent,
      reports,
      policy,
      policyVersion,
      wishes,
      patrons,
      setUp,
      keeping,
      terms,
      setUpStep,
      partner,
      settings,
      notices,
      practice,
      libraries,
      refused,
      audit,
      money.addChildren([moneyHome, statements, netting, invoices, incoming, deposits, vouchers, ifm, efts, ledger, byHand]),
      account,
    ]),
  ]),
  defaultPreload: 'intent',
  defaultPendingComponent: PagePending,
  defaultErrorComponent: PageError,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
