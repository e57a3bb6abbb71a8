import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Task } from '../../api/shapes.ts';

type Of = NonNullable<Task['of']>;
const LOOK = { className: 'row-link break-words' } as const;

/** Leads from a task about money to the page and row it is about. */
export function ToItsMoney({ of: { kind, id, line }, children }: { readonly of: Of; readonly children: ReactNode }) {
  const at = line ? { line: String(line) } : {};
  switch (kind) {
    case 'invoice':
      return (
        <Link {...LOOK} to="/money/invoices" search={{ invoice: id }}>
          {children}
        </Link>
      );
    case 'ifm-report':
      return (
        <Link {...LOOK} to="/money/ifm" search={{ report: id, ...at }}>
          {children}
        </Link>
      );
    case 'efts-report':
      return (
        <Link {...LOOK} to="/money/efts" search={{ report: id, ...at }}>
          {children}
        </Link>
      );
    case 'manual-entry':
      return (
        <Link {...LOOK} to="/money/by-hand" search={{ entry: id }}>
          {children}
        </Link>
      );
    case 'vouchers':
      return (
        <Link {...LOOK} to="/money/vouchers" search={{ promise: id }}>
          {children}
        </Link>
      );
    case 'netting':
      return (
        <Link {...LOOK} to="/money/netting">
          {children}
        </Link>
      );
    case 'incoming-invoice':
      return (
        <Link {...LOOK} to="/money/incoming" search={{ invoice: id, ...at }}>
          {children}
        </Link>
      );
    case 'deposit':
      return (
        <Link {...LOOK} to="/money/deposits" search={{ account: id }}>
          {children}
        </Link>
      );
  }
}
