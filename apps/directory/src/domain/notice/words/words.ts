import type { NoticeLanguage } from '#lib/contracts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { TEMPLATES, type NoticeKind, type Shipped, type Words } from './shape.ts';

export { TEMPLATES };
export type { NoticeKind, Shipped, Words };

/** The words that are used where a library has written none of its own. */
export const SHIPPED: Readonly<Record<NoticeLanguage, Shipped>> = { en, es, de };

/** All that may be filled in, and an example to look at it with. Nothing else of a patron ever goes out by mail. */
export const FIELDS = {
  patron: 'Ada Okafor',
  title: 'The Lantern Bearers',
  library: 'Limestone Community College',
  place: 'Main library',
  due: '2025-10-31',
  days: '3',
  answer_by: '2025-10-09',
  message: 'It can be had without its map only.\nShall we get it all the same?',
  can_answer: 'yes',
  link: 'https://ill.example.org/requests/0198c0de',
  contact: 'ill@library.example.org',
} as const;
export type Field = keyof typeof FIELDS;

const ALWAYS: readonly Field[] = ['patron', 'title', 'library', 'link', 'contact'];
const MORE: Readonly<Partial<Record<NoticeKind, readonly Field[]>>> = {
  question: ['answer_by'],
  'question-reminder': ['answer_by', 'days'],
  'ready-for-pickup': ['place', 'due'],
  'pickup-ends': ['due', 'days', 'place'],
  'link-ends': ['due', 'days'],
  'not-picked-up': ['place'],
  'due-soon': ['due', 'days', 'place'],
  overdue: ['due', 'days', 'place'],
  renewed: ['due', 'place'],
  'renewal-refused': ['due', 'place'],
  recalled: ['due', 'place'],
  lost: ['place'],
  message: ['message', 'can_answer'],
};

/** What the words of a notice may name. */
export const fieldsOf = (notice: NoticeKind): readonly Field[] => [...ALWAYS, ...(MORE[notice] ?? [])];

export const isNotice = (name: string): name is NoticeKind => (TEMPLATES as readonly string[]).includes(name);
