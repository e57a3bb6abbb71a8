import { startCluster } from '../support/cluster.ts';
import { demoScenario } from './demo-suite.ts';

describe('the demo, all services in one process over PostgreSQL', () => {
  demoScenario(() => startCluster({}));
});
