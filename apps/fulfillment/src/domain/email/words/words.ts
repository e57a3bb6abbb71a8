import type { Answer } from '../answer.ts';

type Coded = Readonly<Record<string, string>>;
/** All that the pages reached from a mail say, in one language. */
export interface AnswerWords {
  readonly language: 'en' | 'es';
  /** An answer as mail and page name it. */
  readonly answers: Readonly<Record<Answer, string>>;
  readonly labels: Readonly<
    Record<
      | 'note'
      | 'cost'
      | 'url'
      | 'dueDate'
      | 'newDueDate'
      | 'carrier'
      | 'tracking'
      | 'restrictions'
      | 'conditions'
      | 'reason'
      | 'after',
      string
    >
  >;
  readonly hints: { readonly free: string; readonly link: string; readonly priceOrCondition: string };
  /** Codes of ISO 18626 in words: reasonUnfilled, those of reasonRetry that pass with time, loanCondition. */
  readonly unfilled: Coded;
  readonly later: Coded;
  readonly conditions: Coded;
  readonly faults: {
    readonly wrong: (label: string) => string;
    readonly long: (most: number) => string;
    readonly date: string;
    readonly amount: (currency: string) => string;
    readonly url: string;
    readonly choice: string;
    readonly needed: string;
    readonly noCondition: string;
    readonly noConditionRemedy: string;
  };
  readonly page: {
    readonly asksFor: (library: string) => string;
    readonly request: (id: string) => string;
    readonly confirm: (answer: string) => string;
    readonly thanks: string;
    readonly taken: string;
    readonly close: string;
    readonly nothing: string;
    /** Why a link leads nowhere, by the code of its rejection. */
    readonly over: Readonly<Record<'link-over' | 'not-found', string>>;
  };
}
