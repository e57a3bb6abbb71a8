/** The contracts the console reads; types only, so that no checking code is sent to the browser. */
export type {
  Batch,
  Citation,
  DecisionList,
  DecisionRecord,
  Figures,
  NewRequest,
  OwnWishes,
  PolicyView,
  RequestPage,
  RequestStatus,
  RequestSummary,
  RuleTried,
  StandingWishes,
  SupplyAttempt,
  SupplyAttemptList,
  Task,
  TaskAction,
  WorkbookList,
} from '#lib/contracts';
export type { Money } from '#lib/kernel';
