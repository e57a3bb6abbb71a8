import type { Field } from '../../components/actions/fields.ts';
import { useToday } from '../../words/today.ts';

export const REASON = { name: 'reason', kind: 'text', required: true } as const;

/** Money as the bank booked it: how much, when, in its own words. */
export function useBooked(amount: Field['value']): readonly Field[] {
  const today = useToday();
  return [
    { name: 'amount', kind: 'money', required: true, value: amount },
    { name: 'on', kind: 'date', required: true, value: today },
    { name: 'reference', kind: 'text', required: true },
  ];
}
