import { patronKey } from './patron-key.ts';

const SECRET = 'a secret of some length, for the test';

describe('patronKey', () => {
  it('knows a card number or username again, however it is typed', () => {
    expect(patronKey(SECRET, 'TSU', ' 21000 0000-04001 ')).toBe(patronKey(SECRET, 'TSU', '21000000004001'));
    expect(patronKey(SECRET, 'TSU', 'Ann.Reader ')).toBe(patronKey(SECRET, 'TSU', 'ann.reader'));
  });

  it('is another at another library, with another secret, for another person', () => {
    const key = patronKey(SECRET, 'TSU', '21000000004001');
    expect(patronKey(SECRET, 'LCC', '21000000004001')).not.toBe(key);
    expect(patronKey(`${SECRET}!`, 'TSU', '21000000004001')).not.toBe(key);
    expect(patronKey(SECRET, 'TSU', '21000000004002')).not.toBe(key);
  });

  it('shows nothing of the name and does not change between releases', () => {
    expect(patronKey(SECRET, 'TSU', '21000000004001')).toMatchInlineSnapshot(`"k_RPY6eya-HVGrZm-UXe9QynctPmkuG4LTsWnXpzvrAEM"`);
  });
});
