import fc from 'fast-check';
import { readSet } from './set.ts';

const read = (asked: Parameters<typeof readSet>[0], service: 'loan' | 'copy' = 'loan') => readSet(asked, service);

describe('requests made together', () => {
  it.each([
    ['nothing said', {}],
    ['one copy', { copies: 1 }],
    ['no volume', { volumes: ' , ;' }],
  ])('are none with %s', (_, asked) => expect(read(asked)).toEqual({ ok: true, value: undefined }));

  it('are the volumes named, ranges spread', () =>
    expect(read({ volumes: '1-3; 5, Suppl.' })).toEqual({
      ok: true,
      value: { kind: 'volumes', size: 5, volumes: ['1', '2', '3', '5', 'Suppl.'] },
    }));
  it('are so many copies', () => expect(read({ copies: 12 })).toEqual({ ok: true, value: { kind: 'copies', size: 12 } }));

  it.each<[string, Parameters<typeof readSet>[0], 'loan' | 'copy', string, string]>([
    ['21 volumes', { volumes: '1-21' }, 'loan', 'more-than-twenty', 'volumes'],
    ['a thousand volumes', { volumes: '1-1000' }, 'loan', 'more-than-twenty', 'volumes'],
    ['21 copies', { copies: 21 }, 'loan', 'more-than-twenty', 'copies'],
    ['no copy', { copies: 0 }, 'loan', 'impossible-copies', 'copies'],
    ['half a copy', { copies: 1.5 }, 'loan', 'impossible-copies', 'copies'],
    ['a volume twice', { volumes: ['1', ' 1'] }, 'loan', 'volume-twice', 'volumes'],
    ['both at once', { volumes: '1-2', copies: 2 }, 'loan', 'volumes-and-copies', 'copies'],
    ['several of an article', { copies: 2 }, 'copy', 'copies-singly', 'copies'],
  ])('are refused: %s', (_, asked, service, code, field) =>
    expect(read(asked, service)).toMatchObject({ ok: false, error: { code, field, remedy: expect.any(String) } }),
  );

  it('are never more than twenty, nor a volume twice, whatever is written', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('1', '2', '9', '-', ',', ';', ' ', 'a', '\n'), maxLength: 60 }),
        (volumes) => {
          const result = read({ volumes });
          const set = result.ok ? result.value : undefined;
          expect(set?.size ?? 1).toBeLessThanOrEqual(20);
          expect(new Set(set?.volumes).size).toBe(set?.volumes?.length ?? 0);
        },
      ),
    );
  });
});
