import { z } from 'zod';
import { baseSettings } from './base.ts';
import { environmentTable } from './environment-table.ts';
import { ConfigError, misspelt, readSettings, setting, settings } from './settings.ts';

const shop = settings({
  SHOP_URL: setting(z.url(), { about: 'Where the shop is', remedy: 'Give an address such as https://shop.example' }),
  SHOP_KEY: setting(z.string().min(8, 'it is shorter than 8 characters'), {
    about: 'Its key',
    remedy: 'Ask the shop for one',
    secret: true,
  }),
  SHOP_LIMIT: setting(z.coerce.number().int().default(5), { about: 'How much at once | per day', remedy: 'Give a whole number' }),
});
const good = { SHOP_URL: 'https://shop.example', SHOP_KEY: '12345678' };

const faultsOf = (environment: Record<string, string>, all = shop as Parameters<typeof readSettings>[0]) => {
  try {
    readSettings(all, environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
};

describe('settings', () => {
  it('are read, converted and filled in', () => {
    expect(readSettings(shop, { ...good, SHOP_LIMIT: ' 7 ' })).toEqual({ ...good, SHOP_LIMIT: 7 });
    expect(readSettings(shop, { ...good, SHOP_LIMIT: '' }).SHOP_LIMIT).toBe(5);
  });

  it('lists every one that is missing or wrong, with what to do', () => {
    expect(faultsOf({ SHOP_KEY: 'short', SHOP_LIMIT: '1.5' })).toEqual([
      { name: 'SHOP_URL', problem: 'is not set', remedy: 'Give an address such as https://shop.example' },
      { name: 'SHOP_KEY', problem: 'its value will not do (it is shorter than 8 characters)', remedy: 'Ask the shop for one' },
      { name: 'SHOP_LIMIT', problem: expect.stringMatching(/^"1\.5" will not do \(.*int.*\)$/), remedy: 'Give a whole number' },
    ]);
    expect(() => readSettings(shop, {})).toThrow(/2 settings are wrong:\n {2}SHOP_URL: is not set\n {4}→ Give an address/);
  });

  it('never shows a secret', () => {
    expect(JSON.stringify(faultsOf({ ...good, SHOP_KEY: 'hunter2' }))).not.toContain('hunter2');
  });

  it('finds misspelt names of its own and leaves others alone', () => {
    const found = misspelt({ TRILLIUM_DATADIR: 'x', TRILLIUM_DATA_DIR: 'y', PATH: '/bin' }, ['TRILLIUM_DATA_DIR']);
    expect(found).toEqual([
      { name: 'TRILLIUM_DATADIR', problem: 'there is no such setting', remedy: 'Correct its name; there are: TRILLIUM_DATA_DIR' },
    ]);
  });
});

describe('the settings every process has', () => {
  it('may all be left out', () => {
    expect(readSettings(baseSettings, {})).toMatchObject({ PORT: 3000, HOST: '127.0.0.1', LOG_LEVEL: 'info' });
  });

  it.each([
    ['PORT', 'eighty'],
    ['PORT', '70000'],
    ['DATABASE_URL', 'mysql://host/db'],
    ['DATABASE_URL', 'postgresql://host'],
    ['KAFKA_BROKERS', 'host'],
    ['SESSION_SECRET', 'too short'],
    ['TRILLIUM_PUBLIC_URL', 'example.org'],
    ['LOG_LEVEL', 'loud'],
  ])('refuse %s=%s', (name, value) => {
    expect(faultsOf({ [name]: value }, baseSettings).map((fault) => fault.name)).toEqual([name]);
  });

  it('split the brokers', () => {
    expect(readSettings(baseSettings, { KAFKA_BROKERS: 'a:9092, b:9092' }).KAFKA_BROKERS).toEqual(['a:9092', 'b:9092']);
  });
});

describe('the table of settings', () => {
  it('says what each is, what it may be and what holds without it', () => {
    const table = environmentTable([
      { title: 'Shop', settings: shop },
      { title: 'Nothing', settings: settings({}) },
      { title: 'Log', settings: { LOG_LEVEL: baseSettings.LOG_LEVEL } },
    ]);
    expect(table).toContain('| `SHOP_URL` | Where the shop is | **has to be set** |');
    expect(table).toContain('| `SHOP_LIMIT` | How much at once \\| per day | `5` |');
    expect(table).toContain('| `LOG_LEVEL` | How much is logged (`error`, `warn`, `info`, `debug`) | `info` |');
    expect(table).not.toContain('## Nothing');
  });
});
