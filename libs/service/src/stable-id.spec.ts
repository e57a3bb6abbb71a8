import { z } from 'zod';
import { stableId } from './stable-id.ts';

describe('a stable id', () => {
  it('is the same for the same parts, and a UUID version 8', () => {
    expect(stableId('fund', 'LCC', 'ILL')).toBe(stableId('fund', 'LCC', 'ILL'));
    expect(z.uuid().safeParse(stableId('fund', 'LCC', 'ILL')).success).toBe(true);
    expect(stableId('fund', 'LCC', 'ILL')).toMatch(/^.{14}8.{4}[89ab]/);
  });
  it('tells apart where parts meet', () => {
    expect(stableId('a', 'bc')).not.toBe(stableId('ab', 'c'));
  });
});
