export { Database, type DatabaseOptions } from './store/database.ts';
export type { Scope, Tx } from './store/tx.ts';
export { json, statement, type Statement } from './store/statement.ts';
export { Conflict, isConflict } from './store/conflict.ts';
export { isConnectionLost, openPool } from './store/connection.ts';
export { newId } from './store/ids.ts';
export {
  aggregateStore,
  AggregateStore,
  type AggregateStoreOptions,
  type Loaded,
  type Stepped,
  type StoredEvent,
} from './store/aggregate-store.ts';
export { enclosed, type Enclosing, type LeftToOthers } from './store/enclosing.ts';
export { job, message, type AnyMessageType, type Effect, type JobOptions, type MessageOptions } from './store/effects.ts';
export { cancelJobs, emit } from './store/emit.ts';
export { AUDIT_TRAIL, replaceReference, unlinkableEventsSql, type Referring } from './store/replace-reference.ts';
export type { Around, MessagingOptions, Piece } from './options.ts';
export { MessagingRuntime, type Work } from './runtime.ts';
export type { KafkaOptions } from './transport/kafka-client.ts';
export { subscriptionsFor, type Subscriptions } from './transport/subscriptions.ts';
export type { Upcaster } from './inbox/upcast.ts';
export type { Handle } from './inbox/runner.ts';
export { dropDeadLetter, listDeadLetters, replayDeadLetter, replayDeadLetters, type DeadLetter } from './inbox/dead-letters.ts';
export {
  NotSent,
  PermanentError,
  RetryAfter,
  type Job,
  type JobFailure,
  type JobOptionsOfKind,
  type JobRunner,
  type LookedUp,
} from './jobs/job.ts';
export type { JobKind } from './jobs/worker.ts';
export { listStuckJobs, type StuckJob } from './jobs/job-table.ts';
export type { DeadlineRunner } from './deadlines.ts';
export { DeadlineHandler, JobHandler } from './nest/decorators.ts';
export { MessageContext } from './nest/context.ts';
export { Handles } from './nest/handles.ts';
export { MESSAGING_OPTIONS, TrilliumServer } from './nest/server.ts';
export { CLOCK, connectMessaging, MessagingModule, type MessagingAsyncOptions } from './nest/module.ts';
export type { Log, MessagingObserver } from './observe/observer.ts';
export { prometheusObserver, queueGauges } from './observe/prometheus.ts';
export { PARTS, RELAY_ROLE, serviceRole } from './schema/names.ts';
export { rolesSql, type RolePasswords } from './schema/roles.ts';
export { tenancySql } from './schema/tenancy.ts';
export { sharedTableSql, technicalTablesSql, tenantTableSql, type TenantTableOptions } from './schema/tables.ts';
