// jest loads these files as they stand into its own process: no #lib imports, nothing TypeScript would have to compile.
import { startRun } from '../../libs/testing/src/servers/run.ts';

export default (): Promise<void> => startRun('PostgreSQL');
