import { testKafka } from '#lib/testing';
import { startCluster } from '../support/cluster.ts';
import { demoScenario } from './demo-suite.ts';

describe('the demo, a process per service over Kafka', () => {
  demoScenario(() => {
    const kafka = testKafka();
    return startCluster({ kafka: { brokers: kafka.brokers, prefix: kafka.name('demo').replace('.', '-') } });
  });
});
