import type { ServiceType } from '#lib/contracts';
import { err, ok, parseMoney, reject, type Money, type Rejection, type Result } from '#lib/kernel';
import { fieldsOfAnswer, type Answer, type AnswerField } from './answers.ts';
import { en, type AnswerWords } from './words/index.ts';

/** What a lender filled in, checked. */
export interface Given {
  readonly note?: string;
  readonly url?: string;
  readonly cost?: Money;
  /** `YYYY-MM-DD` */
  readonly dueDate?: string;
  readonly after?: string;
  readonly carrier?: string;
  readonly tracking?: string;
  /** A code of ISO 18626. */
  readonly reason?: string;
  readonly conditions?: readonly string[];
}
type Form = Readonly<Record<string, unknown>>;

const LONGEST: Readonly<Record<AnswerField['kind'], number>> = {
  text: 100,
  note: 500,
  date: 10,
  amount: 20,
  url: 2000,
  choice: 50,
  choices: 50,
};
type Faults = AnswerWords['faults'];
const wrongIn =
  (faults: Faults) =>
  (field: AnswerField, remedy: string): Rejection =>
    reject('wrong-field', faults.wrong(field.label), { field: field.name, remedy });

const textOf = (value: unknown): string => (typeof value === 'string' ? value.replaceAll(/\s+/g, ' ').trim() : '');

function valueOf(field: AnswerField, text: string, currency: string, faults: Faults): Result<Given[keyof Given], Rejection> {
  const wrong = wrongIn(faults);
  if (text.length > LONGEST[field.kind]) return err(wrong(field, faults.long(LONGEST[field.kind])));
  switch (field.kind) {
    case 'text':
    case 'note':
      return ok(text);
    case 'date':
      return /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text)
        ? ok(text)
        : err(wrong(field, faults.date));
    case 'amount': {
      const amount = parseMoney(text.replace(/^\$\s*/, ''), currency);
      return amount && amount.minor >= 0 ? ok(amount) : err(wrong(field, faults.amount(currency)));
    }
    case 'url':
      return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) ? ok(text) : err(wrong(field, faults.url));
    case 'choice':
    case 'choices':
      return Object.hasOwn(field.values, text) ? ok(text) : err(wrong(field, faults.choice));
  }
}

/**
 * Reads the form of an answer. Fields it does not have are passed over.
 * @param currency in which an amount without a sign is meant
 */
export function readAnswer(
  answer: Answer,
  service: ServiceType,
  form: Form,
  currency: string,
  words: AnswerWords = en,
): Result<Given, Rejection> {
  const { faults } = words;
  const given: Record<string, Given[keyof Given]> = {};
  for (const field of fieldsOfAnswer(answer, service, words)) {
    const raw = form[field.name];
    const texts = (Array.isArray(raw) ? raw.slice(0, 20) : [raw]).map(textOf).filter(Boolean);
    if (!texts.length) {
      if (field.required) return err(wrongIn(faults)(field, faults.needed));
      continue;
    }
    const values: Given[keyof Given][] = [];
    for (const text of field.kind === 'choices' ? texts : texts.slice(0, 1)) {
      const value = valueOf(field, text, currency, faults);
      if (!value.ok) return value;
      values.push(value.value);
    }
    given[field.name] = field.kind === 'choices' ? (values as string[]) : values[0];
  }
  const read = given as Given;
  if (answer === 'condition' && !read.cost?.minor && !read.conditions?.length)
    return err(
      reject('missing-condition', faults.noCondition, {
        field: 'cost',
        remedy: faults.noConditionRemedy,
      }),
    );
  return ok(read);
}
