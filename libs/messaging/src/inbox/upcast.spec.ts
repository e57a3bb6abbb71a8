import type { Envelope } from '#lib/contracts';
import { backoff } from './runner.ts';
import { Upcasters } from './upcast.ts';

const envelope = (type: string, data: unknown): Envelope => ({ type, data }) as Envelope;
const add = (from: string, to: string, word: string) => ({ from, to, up: (data: unknown) => [...(data as string[]), word] });

describe('upcasters', () => {
  const upcasters = new Upcasters([add('a.b.v1', 'a.b.v2', 'one'), add('a.b.v2', 'a.b.v3', 'two')]);

  it('lead from any old version to the newest, step by step', () => {
    expect(upcasters.apply(envelope('a.b.v1', []))).toEqual({ type: 'a.b.v3', data: ['one', 'two'] });
    expect(upcasters.apply(envelope('a.b.v2', []))).toEqual({ type: 'a.b.v3', data: ['two'] });
    expect(upcasters.apply(envelope('a.c.v1', []))).toEqual({ type: 'a.c.v1', data: [] });
  });
  it('add what is to be listened to', () => {
    expect([...upcasters.withOlder(['a.b.v3', 'x.y.v1'])].toSorted()).toEqual(['a.b.v1', 'a.b.v2', 'a.b.v3', 'x.y.v1']);
    expect([...upcasters.withOlder(['a.b.v1'])]).toEqual(['a.b.v1']);
  });
  it('do not fork and do not go round in circles', () => {
    expect(() => new Upcasters([add('a', 'b', ''), add('a', 'c', '')])).toThrow('two upcasters begin');
    expect(() => new Upcasters([add('a', 'b', ''), add('b', 'a', '')])).toThrow('back to itself');
  });
});

describe('backoff', () => {
  it('grows fourfold up to a minute', () => {
    expect([1, 2, 3, 4, 5, 6, 20].map(backoff)).toEqual([100, 400, 1600, 6400, 25_600, 60_000, 60_000]);
  });
});
