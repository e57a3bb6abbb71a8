import { sortOf, type ArrivedMail } from './arrived.ts';

const mail = (headers: Record<string, string>, more: Partial<ArrivedMail> = {}): ArrivedMail => ({
  returnPath: 'reader@mail.example',
  text: 'Yes.',
  attachments: 0,
  received: 3,
  headers: new Map(Object.entries(headers)),
  ...more,
});
const REPORT = {
  'content-type': 'multipart/report; report-type=delivery-status; boundary="x"',
  'auto-submitted': 'auto-replied',
};

describe('what a mail is', () => {
  it.each<[string, ArrivedMail, string]>([
    ['a person’s answer', mail({ 'content-type': 'text/plain' }), 'answer'],
    ['one by somebody whose program says so', mail({ 'auto-submitted': 'no' }), 'answer'],
    ['one that a server handed on without an envelope', mail({}, { returnPath: undefined }), 'answer'],
    ['out of office', mail({ 'auto-submitted': 'auto-replied' }), 'automatic'],
    ['out of office with a comment', mail({ 'auto-submitted': 'auto-replied (vacation)' }), 'automatic'],
    ['our own notice', mail({ 'auto-submitted': 'auto-generated' }), 'automatic'],
    ['out of office without a sender', mail({}, { returnPath: '' }), 'automatic'],
    ['out of office of old', mail({ precedence: 'bulk' }), 'automatic'],
    ['out of office of an old program', mail({ 'x-autoreply': 'yes' }), 'automatic'],
    ['a mailing list', mail({ 'list-id': '<x.example.org>' }), 'automatic'],
    ['one that goes in a circle', mail({}, { received: 51 }), 'automatic'],
    ['one that came back', mail(REPORT, { returnPath: '', action: 'failed' }), 'bounce'],
    ['one that came back without saying how', mail(REPORT, { returnPath: '' }), 'bounce'],
    ['one that is late', mail(REPORT, { returnPath: '', action: 'delayed' }), 'automatic'],
    ['one that came back by Exim', mail({ 'x-failed-recipients': 'a@b.example' }, { returnPath: '' }), 'bounce'],
  ])('%s', (_, arrived, sort) => expect(sortOf(arrived)).toBe(sort));
});
