import { AttemptStatus } from '#lib/contracts';
import { lender, wanted } from '../../__fixtures__/samples.ts';
import type { Attempt } from '../attempt/index.ts';
import { lentSide } from './mirror.ts';

const borrowing = (part: Partial<Attempt>, member = true, machine: 'borrow-loan' | 'borrow-copy' = 'borrow-loan'): Attempt =>
  ({
    plan: { machine, lender: { ...lender('TSU'), member, daysToRespond: 4 } },
    wanted: wanted('loan'),
    supplied: false,
    ...part,
  }) as Attempt;

describe('the lender’s side of a borrowing', () => {
  it('says what, where it stands and when it is due, and not who reads it', () => {
    const side = lentSide(borrowing({ status: 'checked-out', dueDate: '2025-11-03' }));
    expect(side).toEqual({ lender: 'TSU', service: 'loan', status: 'with-borrower', dueDate: '2025-11-03' });
  });
  it('is there for every status but those of which the lender knows nothing', () => {
    const without = AttemptStatus.options.filter((status) => !lentSide(borrowing({ status })));
    expect(without).toEqual(['planned', 'ordered', 'hold-placed', 'unsure']);
  });
  it('ends as returned, as supplied, or as nothing at all', () => {
    const closed = { status: 'closed', supplied: true } as const;
    expect(lentSide(borrowing(closed))?.status).toBe('returned');
    expect(lentSide(borrowing(closed, true, 'borrow-copy'))?.status).toBe('supplied');
    expect(lentSide(borrowing({ ...closed, supplied: false }))?.status).toBe('cancelled');
  });
  it('is nobody’s where the lender is no member, or nothing is borrowed', () => {
    expect(lentSide(borrowing({ status: 'shipped' }, false))).toBeUndefined();
    expect(
      lentSide({ ...borrowing({ status: 'delivered' }), plan: { machine: 'link', url: 'x', package: 'y' } }),
    ).toBeUndefined();
  });
});
