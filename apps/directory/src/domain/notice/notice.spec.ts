import { given } from '#lib/testing';
import { faults } from '#lib/kernel';
import { deadlineOf } from './lapse.ts';
import { noticeMachine } from './notice.machine.ts';
import { noticeDecider, type NoticeAbout, type NoticeEvent } from './notice.ts';
import { wordsDecider } from './own-words.ts';

const about: NoticeAbout = {
  requestId: '0198c0de-0000-7000-8000-000000000001',
  notice: 'ready-for-pickup',
  to: 'patron',
  channel: 'email',
  language: 'es',
  rule: 'arrived',
  policyHash: 'h',
};
const at = '2025-10-06T14:00:00.000Z';
const begun: NoticeEvent = { type: 'notice-decided', about, status: 'sending', at };

describe('a notice', () => {
  it('is a sound machine', () => {
    expect(faults(noticeMachine)).toEqual([]);
  });
  it('is decided once', () => {
    given(noticeDecider).when({ type: 'begin', about, status: 'sending', at }).then([begun]);
    given(noticeDecider, [begun]).when({ type: 'begin', about, status: 'sending', at }).then([]);
  });
  it('is sent, and that is that', () => {
    const sent = given(noticeDecider, [begun]).when({ type: 'take', at });
    expect(sent.state()).toMatchObject({ status: 'sent', sendings: 1, language: 'es' });
    given(noticeDecider, [begun, { type: 'notice-moved', status: 'sent', at }])
      .when({ type: 'again', at })
      .rejected('already-settled');
  });
  it('fails or may have gone, and a person tells the patron or sends it again', () => {
    const failed: NoticeEvent = { type: 'notice-moved', status: 'failed', why: 'refused', detail: '550 no', at };
    expect(given(noticeDecider, [begun, failed]).when({ type: 'again', at }).state()).toMatchObject({
      status: 'sending',
      sendings: 2,
    });
    expect(given(noticeDecider, [begun, failed]).when({ type: 'again', at }).state().why).toBeUndefined();
    given(noticeDecider, [begun, { type: 'notice-moved', status: 'uncertain', why: 'broke-off', at }])
      .when({ type: 'tell', at })
      .then([{ type: 'notice-moved', status: 'told', at }]);
  });
  it('waits for staff no longer than a month', () => {
    expect(deadlineOf({ status: 'to-tell', at })).toBe('2025-11-05T14:00:00.000Z');
    expect(deadlineOf({ status: 'sent', at })).toBeNull();
    given(noticeDecider, [{ ...begun, status: 'to-tell' }])
      .when({ type: 'lapse', at })
      .then([{ type: 'notice-moved', status: 'lapsed', at }]);
  });
  it('is one that was decided', () => {
    given(noticeDecider).when({ type: 'take', at }).rejected('not-found');
  });
});

describe('a library’s own words', () => {
  const written = {
    type: 'write',
    notice: 'delivered',
    language: 'en',
    words: { subject: ' Here ', body: 'See {{ link }}\r\n' },
  } as const;
  it('are kept tidy, once, and given up again', () => {
    const kept = {
      type: 'words-written',
      notice: 'delivered',
      language: 'en',
      words: { subject: 'Here', body: 'See {{ link }}\n' },
    } as const;
    given(wordsDecider).when(written).then([kept]);
    given(wordsDecider, [kept]).when(written).then([]);
    given(wordsDecider, [kept])
      .when({ type: 'go-back' })
      .then([{ type: 'words-dropped' }]);
    given(wordsDecider).when({ type: 'go-back' }).then([]);
  });
  it('are checked first', () => {
    given(wordsDecider)
      .when({ ...written, words: { subject: 'x', body: '{{ nobody }} {{ link }}' } })
      .rejected('unknown-variable');
    given(wordsDecider)
      .when({ ...written, notice: 'hello' })
      .rejected('no-such-notice');
  });
});
