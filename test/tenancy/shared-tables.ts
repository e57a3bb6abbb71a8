/**
 * Tables without a library's rows, each with the reason why it has none. Every other table of a service must have forced row-level
 * security; a new one is either secured by its migration (`tenantTableSql` of libs/messaging) or named here with its reason.
 */
export const SHARED_TABLES: Readonly<Record<string, string>> = {
  'messaging.subscriber': 'which service listens to what: services, no library',
  'directory.listed_library': 'the members’ names and symbols, which every signed-out visitor sees on the sign-in page',
  'directory.sign_in_try': 'failed sign-ins by a hash of name and address, counted before anybody’s library is known',
  'intake.library': 'the members’ calendars and settings, heard from directory; nothing of a patron’s or a request’s',
  'sourcing.library': 'the members’ calendars and settings, heard from directory; nothing of a patron’s or a request’s',
  'sourcing.policy': 'policies by their hash; whose they are, and whether live, stands in policy_in_force',
  'directory.policy': 'copies of published policies by their hash; nobody’s requests',
  'fulfillment.policy': 'copies of published policies by their hash; nobody’s requests',
  'payment.participant': 'the symbols of the members between whom the consortium settles; no amounts',
  'payment.policy': 'copies of published policies by their hash; nobody’s requests',
  'fulfillment.library': 'the members’ calendars and settings, heard from directory; nothing of a patron’s or a request’s',
};

/** Technical tables that every service has without libraries' rows. */
export const SHARED_EVERYWHERE: Readonly<Record<string, string>> = {
  seen: 'ids of Kafka messages taken in, to know repeats: random numbers only',
  _prisma_migrations: 'which migrations were applied; no role but the owner may read it',
};

/** Functions that run with their owner's rights, each with the reason why it may. */
export const OWNERS_FUNCTIONS: Readonly<Record<string, string>> = {
  keep_access: 'makes and drops the months of `access`, which only an owner can; it touches nothing else',
  keep_seen: 'makes and drops the days of `seen`, which only an owner can; it touches nothing else',
};

/** Tables of the domain that the relay may read for something else than deadlines, each with the reason. */
export const RELAY_READS: Readonly<Record<string, string>> = {
  'intake.request_view':
    'an operator of the consortium who opens a request is told which library it is of, and sees the list of all',
  'sourcing.policy_in_force': 'every process compiles in time what has been published anywhere; a policy holds nobody’s requests',
  'directory.policy_in_force':
    'every process compiles in time what has been published anywhere; a policy holds nobody’s requests',
  'fulfillment.policy_in_force':
    'every process compiles in time what has been published anywhere; a policy holds nobody’s requests',
  'payment.policy_in_force': 'every process compiles in time what has been published anywhere; a policy holds nobody’s requests',
};

/** Tables in which a library reads the consortium's rows besides its own, each with the reason. */
export const CONSORTIUM_READS: Readonly<Record<string, string>> = {
  'sourcing.policy_in_force': 'a library without a policy of its own goes by the consortium’s',
  'directory.policy_in_force': 'a library without a policy of its own goes by the consortium’s',
  'fulfillment.policy_in_force': 'a library without a policy of its own goes by the consortium’s',
  'payment.policy_in_force': 'a library without a policy of its own goes by the consortium’s',
};
