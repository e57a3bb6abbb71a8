import { startRun } from '../../libs/testing/src/servers/run.ts';

export default (): Promise<void> => startRun('PostgreSQL', 'Kafka');
