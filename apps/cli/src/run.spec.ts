import { run } from './run.ts';

describe('the command line', () => {
  const call = async (...argv: string[]) => {
    const said = { out: [] as string[], err: [] as string[] };
    const code = await run(argv, { out: (line) => said.out.push(line), err: (line) => said.err.push(line) });
    return { code, out: said.out.join('\n'), err: said.err.join('\n') };
  };

  it('lists its commands', async () => {
    const { code, out } = await call('--help');
    expect(code).toBe(0);
    expect(out).toMatch(/doctor/);
    expect((await call()).code).toBe(2);
  });
  it('says what was meant by a misspelt command', async () => {
    const { code, err } = await call('docter');
    expect(code).toBe(2);
    expect(err).toContain('Did you mean "doctor"?');
  });
  it('explains a command', async () => {
    expect((await call('doctor', '--help')).out).toContain('npm run trillium -- doctor');
  });
  it('refuses an option there is not, with what to write instead', async () => {
    const { code, err } = await call('doctor', '--dta', 'x');
    expect(code).toBe(2);
    expect(err).toContain('--data DIR');
  });
  it('finds nothing wrong here', async () => {
    const { code, out } = await call('doctor');
    expect(out).toContain('sourcing.json');
    expect([0, 1]).toContain(code);
  });
});
