import { baseSettings, checkSettings } from '#lib/service';
import { bad, type Finding, good } from './check.ts';

/** Every setting of this process's environment that will not do, with its remedy. */
export function checkSettingsOf(environment: Readonly<Record<string, string | undefined>>): Finding[] {
  const { faults } = checkSettings(baseSettings, environment);
  if (!faults.length) return [good('settings', 'all of them will do')];
  return faults.map(({ name, problem, remedy }) => bad('settings', `${name}: ${problem}`, remedy));
}
