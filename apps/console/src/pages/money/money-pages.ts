import { may, type Action, type Asking } from '#lib/contracts';

interface MoneyPage {
  readonly to:
    | '/money/statements'
    | '/money/netting'
    | '/money/invoices'
    | '/money/incoming'
    | '/money/deposits'
    | '/money/vouchers'
    | '/money/ifm'
    | '/money/efts'
    | '/money/by-hand'
    | '/money/ledger';
  readonly label: string;
  readonly needs: readonly Action[];
}

/** The pages of the money section in the order of its menu; each has a route in router.tsx. */
const MONEY_PAGES: readonly MoneyPage[] = [
  { to: '/money/statements', label: 'books.page.statements', needs: ['ledger.read'] },
  { to: '/money/netting', label: 'books.page.netting', needs: ['nettings.read'] },
  { to: '/money/invoices', label: 'books.page.invoices', needs: ['invoices.read'] },
  { to: '/money/incoming', label: 'books.page.incoming', needs: ['ledger.read'] },
  { to: '/money/deposits', label: 'books.page.deposits', needs: ['ledger.read'] },
  { to: '/money/vouchers', label: 'books.page.vouchers', needs: ['vouchers.read'] },
  { to: '/money/ifm', label: 'books.page.ifm', needs: ['ledger.read'] },
  { to: '/money/efts', label: 'books.page.efts', needs: ['ledger.read'] },
  { to: '/money/ledger', label: 'books.page.ledger', needs: ['ledger.read'] },
  { to: '/money/by-hand', label: 'books.page.byHand', needs: ['ledger.read'] },
];

/** Those of them a person may read. */
export const moneyPagesFor = (who: Asking): readonly MoneyPage[] => MONEY_PAGES.filter(({ needs }) => may(who, ...needs));
