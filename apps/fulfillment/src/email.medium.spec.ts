import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { ConnectorChanged, PartnerChanged, type LenderToAsk } from '#lib/contracts';
import { startMailSink, type MailFault, type MailSink, type TakenMail } from '#test/world';
import { outside } from './__fixtures__/outside.ts';
import { borrow, lender, usd } from './__fixtures__/samples.ts';

const beloved = { title: 'Beloved', authors: ['Morrison, Toni'], isbn: ['9781400033416'] };
const desk = (symbol: string) => `ill@${symbol.toLowerCase()}.example`;

describe('a lender that works by e-mail', () => {
  const out = outside();
  const mails: TakenMail[] = [];
  const faults: MailFault[] = [];
  let sink: MailSink;
  const connector = randomUUID();
  const mailServer = (active: boolean) =>
    out.put('LCC', ConnectorChanged, connector, {
      kind: 'smtp',
      active,
      address: `smtp://127.0.0.1:${sink.port}`,
      settings: { from: 'ill@lcc.example', replyTo: 'ask@lcc.example' },
      secrets: {},
    });

  beforeAll(async () => {
    sink = await startMailSink({ taken: (mail) => void mails.push(mail), fault: () => faults.shift() });
    await mailServer(true);
    for (const symbol of ['MED', 'LAW'])
      await out.put('LCC', PartnerChanged, randomUUID(), {
        symbol,
        name: `${symbol} Library`,
        member: false,
        country: 'US',
        channel: 'email',
        email: desk(symbol),
        settledBy: 'invoice',
        loansOpen: true,
        lendsAv: false,
        daysToRespond: { loan: 2, copy: 1 },
        lastResort: false,
        active: true,
      });
  });
  afterAll(() => sink.close());
  beforeEach(() => {
    mails.length = 0;
    faults.length = 0;
  });

  const MED = lender('MED', { member: false, settledBy: 'invoice', maxCost: usd(3000) });
  const LAW = lender('LAW', { member: false, settledBy: 'invoice', maxCost: usd(3000) });
  const asked = async (...lenders: LenderToAsk[]): Promise<string> => {
    const id = await out.decided('LCC', borrow(...lenders), beloved);
    await out.until(id, 'asked');
    return id;
  };
  /** The path of the link below those words in the last mail to that desk. */
  const link = (words: string, to = 'MED'): string => {
    const text = mails.findLast((mail) => mail.to.includes(desk(to)))!.text;
    const [, url] = new RegExp(`${words}:\\s+(\\S+)`).exec(text) ?? [];
    if (!url) throw new Error(`no link "${words}" in:\n${text}`);
    return new URL(url).pathname;
  };
  const open = (path: string) => request(out.service.http).get(path);
  const post = (path: string, form: Record<string, string> = {}) => request(out.service.http).post(path).type('form').send(form);

  it('is written to, answers by links, and the loan goes its whole way', async () => {
    const id = await asked(MED);
    expect(mails).toMatchObject([{ from: 'ill@lcc.example', to: [desk('MED')], subject: 'Interlibrary loan request: Beloved' }]);
    expect(mails[0]!.text).toMatch(/Book author: +Morrison, Toni/);
    expect(mails[0]!.html).toContain('We will send it');
    const page = await open(link('We will send it'));
    expect([page.status, page.headers['content-type'], page.headers['cache-control']]).toEqual([
      200,
      'text/html; charset=utf-8',
      'no-store',
    ]);
    expect(page.text).toContain('<form method="post">');
    await post(link('We will send it')).expect(200);
    await out.until(id, 'will-supply');
    const sent = link('It has been sent');
    const form = { dueDate: '2025-11-10', cost: '25', carrier: 'UPS', tracking: '1Z5R89390357567127' };
    expect((await post(sent, form)).text).toContain('Your answer has been taken');
    const [loan] = await out.until(id, 'shipped');
    expect(loan).toMatchObject({ dueDate: '2025-11-10', charged: usd(2500) });
    for (const step of ['receive', 'notify', 'check-out', 'return', 'ship-back']) await out.do('LCC', id, step, {});
    await out.until(id, 'shipped-back');
    await out.quiet();
    // nobody is written to that it has arrived
    expect(mails.map(({ subject }) => subject)).toEqual(['Interlibrary loan request: Beloved', 'On its way back: Beloved']);
    await post(link('It came back to us')).expect(200);
    await out.until(id, 'closed');
    // with the attempt its links end
    expect((await open(sent)).status).toBe(410);
    expect((await post(sent, form)).status).toBe(410);
  });

  it('changes nothing by opening links, and nothing twice by sending the form twice', async () => {
    const id = await asked(MED);
    for (const words of ['We will send it', 'It has been sent', 'We cannot supply it', 'Only at a price, or on a condition'])
      for (let times = 0; times < 3; times += 1) await open(link(words)).expect(200);
    const [before] = await out.until(id, 'asked');
    const yes = link('We will send it');
    const answers = await Promise.all([1, 2, 3, 4].map(() => post(yes, { note: 'On Friday' })));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const [after] = await out.until(id, 'will-supply');
    const { rows } = await out.database.owner.query<{ type: string }>(
      `select type from fulfillment.event where aggregate = $1 and data->>'on' = 'says-will-supply'`,
      [after!.id],
    );
    expect(rows).toHaveLength(1);
    expect(before!.questions).toEqual(after!.questions);
  });

  it('names what is wrong with an answer, keeps what was filled in, and takes none without it', async () => {
    const id = await asked(MED);
    const no = link('We cannot supply it');
    const answer = await post(no, { note: '"><script>alert(1)</script>' });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('role="alert"');
    expect(answer.text).toContain('&quot;&gt;&lt;script&gt;');
    expect(answer.text).not.toContain('<script');
    await out.until(id, 'asked');
  });

  it('is answered in Spanish where the browser likes it better, or where that is chosen on the page', async () => {
    const id = await asked(MED);
    const no = link('We cannot supply it');
    const page = await open(no).set('accept-language', 'es-MX,es;q=0.9,en;q=0.8').expect(200);
    expect(page.headers).toMatchObject({ 'content-language': 'es', vary: expect.stringMatching(/accept-language/i) as string });
    expect(page.text).toContain('<html lang="es">');
    for (const words of ['No podemos suministrarlo', 'No está en el estante', 'Confirmar: No podemos suministrarlo'])
      expect(page.text).toContain(words);
    expect(page.text).toContain('href="?language=en"');
    expect((await open(`${no}?language=es`)).text).toContain('Solicitud ');
    const fault = await post(`${no}?language=es`);
    expect([fault.status, fault.text]).toEqual([422, expect.stringContaining('«Por qué» no está como debe.')]);
    expect((await post(`${no}?language=es`, { reason: 'NotOnShelf' })).text).toContain('Su respuesta se ha recibido');
    await out.until(id, 'unfilled');
    const over = await open(`${no}?language=es`);
    expect([over.status, over.text]).toEqual([410, expect.stringContaining('Esta solicitud ha terminado')]);
  });

  it('goes on to the next lender after a no, and writes Cancel to one that is silent before it does', async () => {
    const id = await asked(MED, LAW);
    await post(link('We cannot supply it'), { reason: 'NotOnShelf' }).expect(200);
    const [no] = await out.until(id, 'unfilled', 'asked');
    expect(no!.reason).toBe('Not on shelf');
    await out.hours(24 * 3);
    await out.until(id, 'unfilled', 'cancelling');
    await out.quiet();
    // requests of other tests to MED have grown old as well
    const toLaw = mails.filter(({ to }) => to.includes(desk('LAW'))).map(({ subject }) => subject);
    expect(toLaw).toEqual(['Interlibrary loan request: Beloved', 'Canceled: Beloved']);
    // it had gone already: a second supply, for a person to see
    const cancel = link('It has been sent', 'LAW');
    await post(cancel, {}).expect(200);
    await out.until(id, 'unfilled', 'shipped');
    expect((await out.tasks('LCC', id)).map(({ kind }) => kind)).toContain('second-supply');
  });

  it('asks a price: a person agrees, and the mail says so', async () => {
    const id = await asked(MED);
    await post(link('Only at a price, or on a condition'), { cost: '28.50' }).expect(200);
    await out.until(id, 'conditional');
    await out.do('LCC', id, 'accept-condition', { maxCost: usd(2850) });
    await out.until(id, 'asked');
    await out.quiet();
    expect(mails.at(-1)!.subject).toBe('Agreed, please supply: Beloved');
    await post(link('It has been sent')).expect(200);
    await out.until(id, 'shipped');
  });

  it('counts as one that cannot be reached where the mail server will not have the mail', async () => {
    faults.push({ kind: 'refuse-recipient' });
    const id = await out.decided('LCC', borrow(MED, LAW), beloved);
    const [refused] = await out.until(id, 'no-answer', 'asked');
    expect(refused!.reason).toContain('No mail could be sent to MED');
  });

  it('is not written to again where nobody knows whether the mail arrived: Cancel follows', async () => {
    faults.push({ kind: 'cut-after' });
    const id = await out.decided('LCC', borrow(MED), beloved);
    await out.until(id, 'cancelling');
    await out.quiet();
    expect(mails.map(({ subject }) => subject)).toEqual(['Interlibrary loan request: Beloved', 'Canceled: Beloved']);
  });

  it('gives nothing away to who has no link of ours', async () => {
    await asked(MED);
    const path = link('We will send it');
    for (const other of [
      path.replace('/LCC/', '/TSU/'),
      path.slice(0, -8),
      `${path.slice(0, -8)}AAAAAAAA`,
      '/answer/LCC/s1.x.y',
      '/answer/lcc/%00',
    ]) {
      const { status, text } = await open(other);
      expect([other, status]).toEqual([other, 404]);
      expect(text).not.toContain('Beloved');
      expect((await post(other)).status).toBe(404);
    }
  });

  it('is asked by hand while the library has no mail server', async () => {
    await mailServer(false);
    const id = await out.decided('LCC', borrow(MED), beloved);
    await out.until(id, 'planned');
    expect(await out.tasks('LCC', id)).toMatchObject([{ kind: 'ask-by-hand', paste: { where: 'e-mail' } }]);
    await mailServer(true);
  });
});
