import { testKafka } from '#lib/testing';
import { rolePassword } from '../../service/src/database/databases.ts';
import { adminUrl, TEST_SECRET } from '../../testing/src/database/template.ts';
import { transportSuite } from './testing-service/transport-suite.ts';

describe('messages over Kafka', () => {
  transportSuite(() => ({
    server: { adminUrl: adminUrl(), password: (role) => rolePassword(TEST_SECRET, role) },
    transport: 'kafka',
    brokers: testKafka().brokers,
  }));
});
