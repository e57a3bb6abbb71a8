import { field, type Field } from '../field.ts';
import { possibleWith } from './decide.ts';
import type { ParcelAction } from './machine.ts';
import type { Parcel } from './state.ts';

/** Something of the library’s that a parcel may be. */
export interface Candidate {
  readonly attemptId: string;
  readonly supplier: string;
  /** What it is called where one chooses. */
  readonly label: string;
}

/** What a person fills in for it. @param candidates what is waited for, whoever sent the parcel first */
function fieldsOf(name: ParcelAction, candidates: readonly Candidate[]): readonly Field[] {
  switch (name) {
    case 'match-parcel':
      return [
        ...(candidates.length
          ? [
              {
                name: 'attempt',
                kind: 'choice' as const,
                required: false,
                options: candidates.map(({ attemptId, label }) => ({ value: attemptId, label })),
              },
            ]
          : []),
        field('number', 'text', false),
      ];
    case 'send-parcel-back':
      return [field('carrier', 'text', false), field('tracking', 'text', false), field('note', 'text', false)];
    case 'keep-parcel':
      return [field('reason', 'text', true)];
    case 'undo':
      return [];
  }
}

/** Everything the desk may do with it as it stands, what usually comes next first. */
export function actionsOfParcel(
  parcel: Parcel,
  candidates: readonly Candidate[],
): { name: ParcelAction; fields: readonly Field[] }[] {
  const from = (one: Candidate): number => (parcel.sender !== undefined && one.supplier === parcel.sender ? 0 : 1);
  const ordered = candidates.toSorted((a, b) => from(a) - from(b));
  return possibleWith(parcel).map((name) => ({ name, fields: fieldsOf(name, ordered) }));
}

/** Why it waits, in plain words. */
export function reasonOfParcel({ sender, senderName, code, note, reminders }: Parcel): string {
  const from = senderName ?? sender;
  const facts = [
    from ? `It came from ${from} and nobody here waits for it.` : 'It came and nobody here waits for it.',
    code ? `Number on it: ${code}.` : '',
    note ?? '',
    reminders ? 'It has lain here for too long.' : '',
  ];
  return facts.filter(Boolean).join(' ');
}
