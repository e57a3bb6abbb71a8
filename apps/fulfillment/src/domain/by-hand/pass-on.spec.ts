import { passOn } from './pass-on.ts';

const about = {
  title: 'Beloved',
  reference: 'r-1',
  lenderReference: 'TN 7',
  dueDate: '2025-11-03',
  carrier: 'UPS',
  tracking: '1Z',
};
const fields = (said: string, more: object = {}) =>
  Object.fromEntries(passOn({ said, ...about, ...more }).map(({ name, value }) => [name, value]));

describe('what is passed on by hand after the request', () => {
  it('names both numbers and the title', () => {
    expect(fields('Cancel')).toMatchObject({ 'Their number': 'TN 7', 'Our number': 'r-1', Title: 'Beloved' });
    expect(fields('Cancel', { lenderReference: undefined })).not.toHaveProperty('Their number');
  });
  it.each([
    ['Retry', 'We agree to $30, LibraryUseOnly: please supply it.', 'Whether it is sent, or not after all'],
    ['StatusRequest', 'How does our request stand?', 'What was answered'],
    ['Cancel', 'We no longer need it: please do not send it.', 'Whether it had been sent already'],
    ['Renew', 'May we keep it longer (it is due on 2025-11-03)?', 'Whether it may be kept, and the new due date'],
    ['Received', 'It has arrived here.', undefined],
    ['ShippedReturn', 'It is on its way back to you.', 'That it came back'],
    ['Lost', 'It has been lost. What do you ask for it?', 'What is to be paid'],
  ])('%s', (said, say, bringBack) => {
    const told = fields(said, { maxCost: { minor: 3000, currency: 'USD' }, conditions: ['LibraryUseOnly'] });
    expect([told['Say'], told['Bring back']]).toEqual([say, bringBack]);
    expect(told['Sent by']).toBe(said === 'ShippedReturn' ? 'UPS, 1Z' : undefined);
  });
});
