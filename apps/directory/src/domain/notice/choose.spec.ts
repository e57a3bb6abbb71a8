import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compilePolicy, readPolicy, type CompiledPolicy } from '#lib/policy';
import { projectRoot } from '#lib/service';
import { choose, languageFor, whyNoMail } from './choose.ts';
import type { Happening } from './followed.ts';

const person = { active: true, blocked: false, email: 'a@b.example' };

describe('who is told what', () => {
  let shipped: CompiledPolicy<'notices'>;
  const policyOf = async (text: string): Promise<CompiledPolicy<'notices'>> => {
    const read = readPolicy(text, 'notices');
    if (!read.ok) throw new Error(JSON.stringify(read.error));
    return compilePolicy(read.value);
  };
  beforeAll(async () => {
    shipped = await policyOf(readFileSync(join(projectRoot(), 'rules/notices.json'), 'utf8'));
  });
  const chosen = (happening: Happening, mayMail: boolean, service: 'loan' | 'copy' = 'loan') =>
    choose(shipped, happening, { service, mayMail, at: '2025-10-06T14:00:00.000Z' });

  it('is said by the policy', async () => {
    expect(await chosen({ what: 'arrived', occasion: 'arrived a' }, true)).toEqual([
      { notice: 'ready-for-pickup', to: 'patron', channel: 'email', rule: 'arrived' },
    ]);
    expect(await chosen({ what: 'due', occasion: 'x', daysUntilDue: 4 }, true)).toEqual([]);
    expect(await chosen({ what: 'due', occasion: 'x', daysUntilDue: -2 }, true)).toMatchObject([{ notice: 'overdue' }]);
  });

  it('says too what no mail went about', async () => {
    expect(await chosen({ what: 'arrived', occasion: 'arrived a' }, false)).toEqual([
      { notice: 'ready-for-pickup', to: 'staff', channel: 'page', rule: 'arrived-no-mail' },
      { notice: 'ready-for-pickup', to: 'patron', channel: 'email', rule: 'arrived', withheld: true },
    ]);
    expect(await chosen({ what: 'unfilled', occasion: 'x' }, false)).toMatchObject([{ notice: 'unfilled', withheld: true }]);
    expect(await chosen({ what: 'received', occasion: 'x' }, false)).toMatchObject([{ channel: 'page' }]);
  });

  it('holds back what a policy would mail to somebody who cannot be mailed', async () => {
    const heedless = await policyOf(
      JSON.stringify({
        name: 'heedless',
        decides: 'notices',
        hitPolicy: 'collect',
        currency: 'USD',
        rules: [
          {
            id: 'always',
            description: 'Everything is mailed',
            priority: 10,
            conditions: { all: [{ fact: 'what-happened', operator: 'equal', value: 'cancelled' }] },
            whenUnknown: 'skip',
            event: { type: 'notify', params: { notice: 'cancelled', to: 'patron', channel: 'email' } },
            reason: 'Mailed.',
          },
        ],
      }),
    );
    const given = { service: 'loan', mayMail: false, at: '2025-10-06T14:00:00.000Z' } as const;
    expect(await choose(heedless, { what: 'cancelled', occasion: 'x' }, given)).toMatchObject([
      { rule: 'always', withheld: true },
    ]);
  });

  it.each([
    [undefined, true, 'unknown-patron'],
    [{ ...person, erased: true }, true, 'erased'],
    [{ ...person, active: false }, true, 'left'],
    [{ ...person, noticeChannel: 'none' as const }, true, 'wants-none'],
    [{ ...person, email: undefined }, true, 'no-address'],
    [{ ...person, blocked: true }, true, 'blocked'],
    [person, false, 'no-mail-server'],
    [person, true, undefined],
  ])('mails nobody without a reason to: %j', (patron, server, why) => {
    expect(whyNoMail(patron, server)).toBe(why);
  });

  it('writes in the patron’s language, else the library’s, else English', () => {
    expect([languageFor('es', 'de'), languageFor(undefined, 'de'), languageFor(undefined, undefined)]).toEqual([
      'es',
      'de',
      'en',
    ]);
  });
});
