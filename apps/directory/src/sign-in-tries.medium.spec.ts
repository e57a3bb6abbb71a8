import { testDatabase, testService } from '#lib/testing';
import { SignInTries } from './app/sign-in-tries.ts';
import { directory } from './directory.module.ts';

describe('tries to sign in', () => {
  const database = testDatabase('directory');
  const service = testService(directory, { database });

  it('are forgotten once they count for nothing any more, and not before', async () => {
    await database.owner.query(
      `insert into directory.sign_in_try (key, tries, since) values ('old', 3, now() - interval '3 hours'), ('fresh', 3, now() - interval '5 minutes')`,
    );
    await service.get(SignInTries).sweep();
    const { rows } = await database.owner.query<{ key: string }>('select key from directory.sign_in_try order by key');
    expect(rows.map(({ key }) => key)).toEqual(['fresh']);
  });
});
