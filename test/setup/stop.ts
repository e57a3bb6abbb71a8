import { stopRun } from '../../libs/testing/src/servers/run.ts';

export default (): Promise<void> => stopRun();
