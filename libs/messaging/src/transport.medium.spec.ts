import { rolePassword } from '../../service/src/database/databases.ts';
import { adminUrl, TEST_SECRET } from '../../testing/src/database/template.ts';
import { transportSuite } from './testing-service/transport-suite.ts';

describe('messages over PostgreSQL', () => {
  transportSuite(() => ({
    server: { adminUrl: adminUrl(), password: (role) => rolePassword(TEST_SECRET, role) },
    transport: 'postgres',
  }));
});
