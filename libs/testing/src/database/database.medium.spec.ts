import { testDatabase } from './database.ts';

describe('a test database', () => {
  const database = testDatabase('intake');

  it('is there, and the service is not its owner', async () => {
    const { rows } = await database.service.query('SELECT current_user, current_database() AS name');
    expect(rows).toEqual([{ current_user: 'svc_intake', name: database.name }]);
    await expect(database.service.query('CREATE TABLE intake.mine (id int)')).rejects.toThrow(/permission denied/);
  });
});
