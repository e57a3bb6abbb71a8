export * from './database/database.ts';
export * from './given.ts';
export * from './kafka.ts';
export * from './topics.ts';
export { TEST_SECRET } from './database/template.ts';
export { startLocalKafka, localKafkaProbe, type LocalKafka } from './servers/kafka-local.ts';
export * from './browser/browser.ts';
export * from './service/test-service.ts';
