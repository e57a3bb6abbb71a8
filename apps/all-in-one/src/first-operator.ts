import { unwrap } from '#lib/kernel';
import type { Running } from '#lib/service';
import { NewFirstPassword } from '../../directory/src/app/new-first-password.ts';
import { SeedInstallation } from '../../directory/src/app/seed-installation.ts';
import type { SignIn } from './installation.ts';

/** An empty installation's one account; undefined where it was made at an earlier start. */
export async function firstOperator(running: Running): Promise<SignIn | undefined> {
  const { signIns } = await running.get('directory', SeedInstallation).execute({
    consortium: { name: 'My consortium' },
    libraries: [],
    accounts: [{ library: 'consortium', username: 'operator', displayName: 'Operator', roles: ['operator'] }],
  });
  const [made] = signIns;
  return made && { library: made.library, username: made.username, password: made.password, what: made.displayName };
}

/** The operator of an installation whose demo was removed: everybody could read the demo's password, so there is another. */
export async function operatorAnew(running: Running): Promise<SignIn> {
  const password = unwrap(await running.get('directory', NewFirstPassword).execute('consortium', 'operator'));
  return { library: 'consortium', username: 'operator', password, what: 'Operator' };
}
