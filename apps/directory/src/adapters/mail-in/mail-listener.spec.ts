import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { selfSigned } from '#lib/testing';
import type { ArrivedMail } from '../../domain/mail-in/arrived.ts';
import { MailListener } from './mail-listener.ts';

type Config = ConstructorParameters<typeof MailListener>[0];
type Mails = ConstructorParameters<typeof MailListener>[1];

/** Behind it stands whoever takes mail; here it is written down. */
function taker(fail = false) {
  const taken: { recipient: string; mail: ArrivedMail }[] = [];
  const mails = {
    knows: (recipient: string) =>
      fail ? Promise.reject(new Error('no database')) : Promise.resolve(recipient.startsWith('reply')),
    take: (recipient: string, mail: ArrivedMail) => {
      taken.push({ recipient, mail });
      return Promise.resolve('kept' as const);
    },
  };
  return { taken, mails: mails as unknown as Mails };
}

describe('listening for mail', () => {
  const folder = mkdtempSync(join(tmpdir(), 'trillium-mail-in-'));
  const open: MailListener[] = [];
  const listener = async (mails: Mails, more: Partial<Config> = {}): Promise<MailListener> => {
    const config = {
      TRILLIUM_MAIL_IN_ADDRESS: 'reply@ill.example',
      TRILLIUM_MAIL_IN_PORT: 0,
      TRILLIUM_MAIL_IN_HOST: '127.0.0.1',
      TRILLIUM_MAIL_IN_FROM: ['127.0.0.1'],
      ...more,
    } as Config;
    const made = new MailListener(config, mails);
    await made.onApplicationBootstrap();
    open.push(made);
    return made;
  };
  const send = (port: number, options: object = { ignoreTLS: true }, to: string | string[] = 'reply+x@ill.example') =>
    createTransport({ host: '127.0.0.1', port, ...options })
      .sendMail({ from: 'a@b.example', to, text: 'Yes.' })
      .then(
        ({ response }) => response,
        (error: { response?: string; message: string }) => error.response ?? error.message,
      );
  afterAll(async () => {
    for (const one of open) await one.onModuleDestroy();
    rmSync(folder, { recursive: true, force: true });
  });

  it('by TLS where it has a certificate (STARTTLS, RFC 3207)', async () => {
    const { key, cert } = selfSigned('localhost');
    writeFileSync(join(folder, 'key.pem'), key);
    writeFileSync(join(folder, 'cert.pem'), cert);
    const { taken, mails } = taker();
    const { port } = await listener(mails, {
      TRILLIUM_MAIL_IN_TLS_KEY: join(folder, 'key.pem'),
      TRILLIUM_MAIL_IN_TLS_CERT: join(folder, 'cert.pem'),
    });
    expect(await send(port!, { requireTLS: true, tls: { ca: [cert], servername: 'localhost' } })).toMatch(/^250/);
    expect(taken).toMatchObject([{ recipient: 'reply+x@ill.example', mail: { text: expect.stringContaining('Yes.') } }]);
    const bare = await listener(taker().mails);
    expect(await send(bare.port!, { requireTLS: true })).not.toMatch(/^250/);
  });

  it('hands nothing on: what is for others is refused', async () => {
    const { taken, mails } = taker();
    const { port } = await listener(mails);
    expect(await send(port!, undefined, 'somebody@elsewhere.example')).toMatch(/^550/);
    const many = Array.from({ length: 9 }, (_, at) => `reply+${at}@ill.example`);
    await send(port!, undefined, many);
    expect(taken).toHaveLength(5);
  });

  it('says come back later where it cannot tell, so that nothing is lost', async () => {
    const { port } = await listener(taker(true).mails);
    expect(await send(port!)).toMatch(/^451/);
  });

  it('does not start without knowing its address, and not at all where nobody wants it', async () => {
    const { mails } = taker();
    await expect(new MailListener({ TRILLIUM_MAIL_IN_PORT: 0 } as Config, mails).onApplicationBootstrap()).rejects.toThrow(
      'TRILLIUM_MAIL_IN_ADDRESS',
    );
    const off = new MailListener({} as Config, mails);
    await off.onApplicationBootstrap();
    expect(off.port).toBeUndefined();
    await off.onModuleDestroy();
  });
});
