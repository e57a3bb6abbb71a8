import { Navigate } from '@tanstack/react-router';
import { NotFound } from '../../components/not-found.tsx';
import { useAsking } from '../../shell/session-context.ts';
import { moneyPagesFor } from './money-pages.ts';

/** Leads to the first page of the section that the person may read. */
export function MoneyHome() {
  const [first] = moneyPagesFor(useAsking());
  return first ? <Navigate to={first.to} replace /> : <NotFound />;
}
