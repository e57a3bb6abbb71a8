import { readMail } from './read-mail.ts';

const mail = (head: string[], body: string | Buffer): Buffer =>
  Buffer.concat([
    Buffer.from(`From: Ada <Ada@Mail.example>\r\nMessage-ID: <1@mail.example>\r\n${head.join('\r\n')}\r\n\r\n`),
    Buffer.from(body),
  ]);
const text = async (head: string[], body: string | Buffer): Promise<string> =>
  (await readMail(mail(head, body), 'a@b')).text.trim();

describe('a mail that came in', () => {
  it.each<[string, string[], string | Buffer, string]>([
    ['UTF-8', ['Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: 8bit'], 'Sí, größer', 'Sí, größer'],
    ['Latin-1', ['Content-Type: text/plain; charset=iso-8859-1'], Buffer.from('Sí, größer', 'latin1'), 'Sí, größer'],
    [
      'Latin-1 as quoted-printable',
      ['Content-Type: text/plain; charset="iso-8859-1"', 'Content-Transfer-Encoding: quoted-printable'],
      'S=ED, gr=F6=DFer und eine sehr lange Zeile, die umgebrochen =\r\nist',
      'Sí, größer und eine sehr lange Zeile, die umgebrochen ist',
    ],
    [
      'base64',
      ['Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: base64'],
      Buffer.from('¿Cuándo?').toString('base64'),
      '¿Cuándo?',
    ],
    [
      'HTML alone',
      ['Content-Type: text/html; charset=utf-8'],
      '<html><head><title>x</title><style>p{}</style></head><body><p>S&iacute;, <b>gr&ouml;&szlig;er</b> &amp; &#8220;so&#x201d;</p><div>Bye<br>Ada</div><script>alert(1)</script><blockquote>Shall we?</blockquote></body></html>',
      'Sí, größer & “so”\nBye\nAda',
    ],
    [
      'HTML that shows markup',
      ['Content-Type: text/html'],
      '<p>&lt;img src=x onerror=alert(1)&gt;</p>',
      '<img src=x onerror=alert(1)>',
    ],
    ['HTML answered below', ['Content-Type: text/html'], '<blockquote>Shall we?</blockquote><p>Yes</p>', 'Shall we?Yes'],
    ['HTML left open', ['Content-Type: text/html'], '<p>Yes<style>never closed', 'Yes'],
  ])('is read: %s', async (_, head, body, expected) => expect(await text(head, body)).toBe(expected));

  it('of several parts says its text, and counts what came along', async () => {
    const parts = [
      '--x\r\nContent-Type: multipart/alternative; boundary=y\r\n\r\n',
      '--y\r\nContent-Type: text/plain\r\n\r\nYes.\r\n--y\r\nContent-Type: text/html\r\n\r\n<p>Yes.</p>\r\n--y--\r\n',
      '--x\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename=a.pdf\r\n\r\n%PDF\r\n',
      '--x\r\nContent-Type: image/png\r\nContent-Disposition: inline; filename=logo.png\r\n\r\nPNG\r\n--x--\r\n',
    ].join('');
    const read = await readMail(mail(['Content-Type: multipart/mixed; boundary=x'], parts), '');
    expect(read).toMatchObject({ attachments: 1, from: 'ada@mail.example', messageId: '<1@mail.example>', returnPath: '' });
    expect(read.text.trim()).toBe('Yes.');
  });

  it('that came back says what became of ours', async () => {
    const parts = [
      '--x\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n',
      '--x\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mail.example\r\n\r\nFinal-Recipient: rfc822; a@b.example\r\nAction: failed\r\nStatus: 5.1.1\r\n',
      '--x\r\nContent-Type: message/rfc822\r\n\r\nSubject: Ready\r\n\r\nHello\r\n--x--\r\n',
    ].join('');
    const read = await readMail(mail(['Content-Type: multipart/report; report-type=delivery-status; boundary=x'], parts), '');
    expect(read).toMatchObject({ action: 'failed' });
    expect(read.text).not.toContain('Hello');
  });

  it('made to take long is refused, or read in time', async () => {
    const deep = Array.from(
      { length: 60 },
      (_, at) => `--b${at}\r\nContent-Type: multipart/mixed; boundary=b${at + 1}\r\n\r\n`,
    ).join('');
    await expect(readMail(mail(['Content-Type: multipart/mixed; boundary=b0'], deep), '')).rejects.toThrow(/nest/i);
    const begin = performance.now();
    for (const body of ['<'.repeat(400_000), '<div '.repeat(80_000), '&'.repeat(400_000), `<style>${'</styl'.repeat(60_000)}`])
      await readMail(mail(['Content-Type: text/html'], body), '');
    expect(performance.now() - begin).toBeLessThan(10_000);
  });
});
