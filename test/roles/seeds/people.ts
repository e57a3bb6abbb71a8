import { randomUUID } from 'node:crypto';
import { Role } from '#lib/contracts';
import { createAccount } from '../../../apps/directory/src/app/accounts.ts';
import { NameSafe } from '../../../apps/directory/src/app/names/name-safe.ts';
import { SeedInstallation } from '../../../apps/directory/src/app/seed-installation.ts';
import { patronDecider } from '../../../apps/directory/src/domain/patron/patron.ts';
import { patrons } from '../../../apps/directory/src/app/stores.ts';
import { registerPatron, type Registered } from '../../../apps/directory/src/app/patrons.ts';
import { installation as data } from '../../../apps/directory/src/__fixtures__/installation.ts';
import { learnLibrary } from '../../../apps/intake/src/app/libraries.ts';
import { learnPatron } from '../../../apps/intake/src/app/patrons.ts';
import { unwrap } from '#lib/kernel';
import type { Installation } from '../installation.ts';
import { ANOTHER, CONSORTIUM, ELSEWHERE, FOREIGN, HERE, MINE } from '../seed.ts';

/** A fresh patron with a name nobody else has. */
export async function newPatron(
  at: Installation,
  tenant = HERE,
): Promise<Registered & { familyName: string; cardNumber: string }> {
  const [familyName, cardNumber] = [`Seed-${randomUUID().slice(0, 8)}`, randomUUID()];
  const keys = at.get<NameSafe>('directory', NameSafe);
  const patron = await at.tx('directory', tenant, async (tx) =>
    unwrap(await registerPatron(tx, keys, { familyName, cardNumber }, { group: 'student', blocked: false, active: true })),
  );
  return { ...patron, familyName, cardNumber };
}

/** A fresh account at a library. */
export async function newAccount(at: Installation, tenant: string, roles: readonly Role[], patron?: Registered): Promise<string> {
  const username = `seed-${randomUUID()}`;
  const keys = at.get<NameSafe>('directory', NameSafe);
  return at.tx('directory', tenant, async (tx) =>
    unwrap(await createAccount(tx, keys, { username, roles, passwordHash: at.password.hash, displayName: username, patron })),
  );
}

/** Libraries and people as every service would have heard of them, and an account for each role at each library. */
export async function settleIn(at: Installation): Promise<void> {
  await at.get<SeedInstallation>('directory', SeedInstallation).execute({ ...data, accounts: [], patrons: [] });
  for (const profile of data.libraries as Parameters<typeof learnLibrary>[1][]) {
    const { symbol } = profile;
    await at.tx('intake', symbol, (tx) => learnLibrary(tx, profile, 1));
    await at.database.owner.query('insert into fulfillment.library (symbol, sequence, profile) values ($1, 1, $2)', [
      symbol,
      profile,
    ]);
    await at.database.owner.query('insert into sourcing.library (symbol, profile) values ($1, $2)', [symbol, profile]);
    await at.database.owner.query('insert into reporting.library (symbol, tenant, sequence, profile) values ($1, $1, 1, $2)', [
      symbol,
      profile,
    ]);
    for (const role of Role.options.filter((one) => one !== 'operator')) {
      const patron = role === 'patron' ? await newPatron(at, symbol) : undefined;
      at.subs.set(`${symbol}/${role}`, await newAccount(at, symbol, [role], patron));
    }
  }
  at.subs.set(`${CONSORTIUM}/operator`, await newAccount(at, CONSORTIUM, ['operator']));
  for (const [tenant, patronRef] of [
    [HERE, MINE],
    [HERE, ANOTHER],
    [ELSEWHERE, FOREIGN],
  ] as const) {
    const standing = { group: 'student', blocked: false, active: true };
    await at.tx('intake', tenant, (tx) => learnPatron(tx, { patronRef, ...standing, keys: [] }, 1));
    await at.tx('directory', tenant, async (tx) =>
      unwrap(
        await patrons.step(tx, randomUUID(), (state) =>
          patronDecider.decide(state, { type: 'register', patronRef, ...standing }),
        ),
      ),
    );
  }
}
