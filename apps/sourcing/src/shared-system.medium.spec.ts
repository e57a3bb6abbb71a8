import { SupplyExhausted } from '#lib/contracts';
import { sourcingInWorld } from './__fixtures__/sourcing-in-world.ts';
import { verified } from './__fixtures__/world.ts';

describe('a library that shares its system', () => {
  const { last, send } = sourcingInWorld();
  const exhausted = async (id: string, supplier: string) => ({
    message: SupplyExhausted,
    subject: id,
    tenant: 'CPL',
    data: { decisionId: (await last(id)).data['decisionId'], tried: [{ kind: 'hold', supplier, status: 'unfilled' }] },
  });

  it('holds its own copy first, then one elsewhere in the shared system, then asks by interlibrary loan', async () => {
    const beloved = { kind: 'book', title: 'Beloved', authors: ['Morrison, Toni'], isbn: ['9781400033416'], year: 2004 } as const;
    const asked = verified('CPL', 'loan', { ...beloved, authors: [...beloved.authors], isbn: [...beloved.isbn] });
    await send(asked);
    expect((await last(asked.subject)).data).toMatchObject({ outcome: { route: 'hold', library: 'CPL' } });
    await send(await exhausted(asked.subject, 'CPL'));
    expect((await last(asked.subject)).data).toMatchObject({
      outcome: { route: 'hold', library: 'RFL', record: 'beloved', callNumber: 'F MOR' },
      rule: { id: 'shared-system', number: '9' },
      reason: 'On the shelf in your shared system (1 library): placed on hold, and sent to your library.',
    });
    await send(await exhausted(asked.subject, 'RFL'));
    expect((await last(asked.subject)).data).not.toMatchObject({ outcome: { route: 'hold' } });
  });
});
