import { NodePasswords } from './node-passwords.ts';

const cheap = { memory: 64, passes: 1 };

describe.each([
  ['argon2id', true, /^\$argon2id\$v=19\$m=64,t=1,p=1\$/],
  ['scrypt', false, /^\$scrypt\$ln=16,r=8,p=1\$/],
])('passwords hashed by %s', (_, argon, form) => {
  const passwords = new NodePasswords(cheap, argon);

  it('are known again, and no other, nor without an account', async () => {
    const hash = await passwords.hash('heron walks at dawn');
    expect(hash).toMatch(form);
    expect(await passwords.verify('heron walks at dawn', hash)).toBe(true);
    expect(await passwords.verify('heron walks at dusk', hash)).toBe(false);
    expect(await passwords.verify('heron walks at dawn', undefined)).toBe(false);
  });

  it('are salted, and alike in either form of an accent', async () => {
    expect(await passwords.hash('one')).not.toBe(await passwords.hash('one'));
    expect(await passwords.verify('cafe\u0301 au lait', await passwords.hash('caf\u00e9 au lait'))).toBe(true);
  });
});

describe('password hashes of another age', () => {
  it('still open, and are renewed when they cost less than today’s', async () => {
    const old = await new NodePasswords(cheap, false).hash('heron walks at dawn');
    const now = new NodePasswords(cheap);
    expect(await now.verify('heron walks at dawn', old)).toBe(true);
    expect(now.outdated(old)).toBe(true);
    expect(now.outdated(await now.hash('x'))).toBe(false);
    expect(new NodePasswords({ memory: 128, passes: 1 }).outdated(await now.hash('x'))).toBe(true);
  });

  it('are refused where their form is unknown', async () => {
    await expect(new NodePasswords(cheap).verify('x', '$2b$10$abcdefghijklmnopqrstuv')).rejects.toThrow('unknown form');
  });
});
