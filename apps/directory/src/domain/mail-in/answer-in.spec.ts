import fc from 'fast-check';
import { LONGEST_MESSAGE } from '#lib/contracts';
import { answerIn } from './answer-in.ts';

const QUOTED = '> Hello Ada Okafor,\n>\n> Shall we get it?\n';

describe('what somebody answered by mail', () => {
  it.each<[string, string, string]>([
    ['alone', 'Yes, please.\n', 'Yes, please.'],
    ['above a quote, in English', `Yes.\n\nOn Mon, Oct 6, 2025 at 3:12 PM Limestone <ill@lcc.example> wrote:\n${QUOTED}`, 'Yes.'],
    [
      'with the attribution on two lines',
      `Yes.\n\nOn Mon, Oct 6, 2025 at 3:12 PM Limestone\n<ill@lcc.example> wrote:\n${QUOTED}`,
      'Yes.',
    ],
    ['in Spanish', `Sí.\n\nEl lun, 6 oct 2025 a las 15:12, Limestone (<ill@lcc.example>) escribió:\n\n${QUOTED}`, 'Sí.'],
    ['in German', `Ja.\n\nAm 06.10.2025 um 15:12 schrieb Limestone <ill@lcc.example>:\n${QUOTED}`, 'Ja.'],
    ['by Outlook', 'Yes.\r\n\r\n-----Original Message-----\r\nFrom: Limestone\r\nSent: Monday\r\n\r\nShall we?', 'Yes.'],
    ['by Outlook of today', 'Ja.\n\n________________________________\nVon: Limestone\nGesendet: Montag\n\nSollen wir?', 'Ja.'],
    ['by Outlook without a line', 'Ja.\n\nVon: Limestone <ill@lcc.example>\nGesendet: Montag, 6. Oktober\n\nSollen wir?', 'Ja.'],
    ['with a signature', 'Yes.\n\n-- \nAda Okafor\nDepartment of Maps', 'Yes.'],
    ['by a telephone', `Yes.\n\nSent from my iPhone\n\n${QUOTED}`, 'Yes.'],
    ['by a telephone, in German', 'Ja.\n\nVon meinem iPhone gesendet', 'Ja.'],
    ['below a quote', `${QUOTED}\nYes.`, `${QUOTED}\nYes.`],
    [
      'between the lines',
      'On Mon, Oct 6, 2025 at 3:12 PM L <i@l.example> wrote:\n> Which one?\nThe second.\n> And when?\nSoon.\n> Bye\n',
      'On Mon, Oct 6, 2025 at 3:12 PM L <i@l.example> wrote:\n> Which one?\nThe second.\n> And when?\nSoon.',
    ],
    ['that only quotes: all of it', QUOTED, QUOTED.trim()],
    [
      'that talks of writing',
      'On Monday my tutor wrote:\nread this book. So I want it.',
      'On Monday my tutor wrote:\nread this book. So I want it.',
    ],
    ['that begins lines with words of a head', 'To: be or not\nto be', 'To: be or not\nto be'],
  ])('%s', (_, mail, text) => expect(answerIn(mail).text).toBe(text));

  it('keeps all of it where something was cut, and nothing twice where nothing was', () => {
    expect(answerIn(`Yes.\n\n${QUOTED}`)).toEqual({ text: 'Yes.', whole: `Yes.\n\n${QUOTED}`.trim() });
    expect(answerIn('Yes.')).toEqual({ text: 'Yes.' });
    const long = 'long '.repeat(10_000);
    const { text, whole } = answerIn(long);
    expect([text.length, whole!.length]).toEqual([LONGEST_MESSAGE, 20_000]);
  });

  it('loses no answer that stands above a quote, whatever it says', () => {
    const line = fc
      .stringMatching(/^[A-Za-zäöüßéñ ,.!?]{1,60}$/)
      .filter((text) => text.trim().length > 0 && !/^\s*(On|El|Am|Le|Il|Von|Sent|Get|Gesendet|Enviado) /i.test(text));
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 5 }), (lines) => {
        const own = lines.map((one) => one.trim()).join('\n');
        expect(answerIn(`${own}\n\nOn Mon, Oct 6, 2025 at 3:12 PM L <i@l.example> wrote:\n${QUOTED}`).text).toBe(own);
      }),
      { seed: 5 },
    );
  });

  it('takes no longer for a hostile mail', () => {
    const begin = performance.now();
    answerIn(`On ${'1:11 '.repeat(200_000)}`);
    answerIn('On 1:11 a\n'.repeat(20_000));
    answerIn('From: a\n'.repeat(1) + '>'.repeat(500_000));
    expect(performance.now() - begin).toBeLessThan(5000);
  });
});
