import { stepsFor, type Action, type LentItem } from '#lib/contracts';
import type { SignedInUser } from '#lib/service';
import type { LentAction } from '../domain/lent/index.ts';
import { LENT_ALLOWED_BY } from './lent-actions.ts';

const allowedBy = ({ name }: { readonly name: string }): Action =>
  name === 'settle' ? 'lending.settle' : LENT_ALLOWED_BY[name as LentAction];

/** With those of its next steps that are open to a person. */
export const offeredTo = <Item extends LentItem>(user: SignedInUser, item: Item): Item => ({
  ...item,
  actions: stepsFor(user, item.actions, allowedBy),
  questions: item.questions.map(({ settle, ...question }) => {
    const [offered] = settle ? stepsFor(user, [settle], allowedBy) : [];
    return { ...question, ...(offered ? { settle: offered } : {}) };
  }),
});
