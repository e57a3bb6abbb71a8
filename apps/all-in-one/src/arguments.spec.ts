import { ArgumentError, readArguments } from './arguments.ts';

describe('the arguments of npm start', () => {
  it('have defaults', () => {
    expect(readArguments([], {})).toEqual({ port: 3000, data: '.trillium', fresh: false, demo: true, removeDemo: false });
  });
  it('come before the environment', () => {
    const env = { PORT: '4000', TRILLIUM_DATA_DIR: '/var/trillium' };
    expect(readArguments([], env)).toMatchObject({ port: 4000, data: '/var/trillium' });
    expect(readArguments(['--port', '5000', '--data', 'x', '--fresh', '--no-demo'], env)).toEqual({
      port: 5000,
      data: 'x',
      fresh: true,
      demo: false,
      removeDemo: false,
    });
    expect(readArguments(['--remove-demo'], {})).toMatchObject({ demo: false, removeDemo: true });
  });
  it.each([['--port', 'http'], ['--port', '70000'], ['--prot', '3000'], ['demo']])(
    'are refused with the usage: %s %s',
    (...argv) => {
      expect(() => readArguments(argv.filter(Boolean), {})).toThrow(ArgumentError);
      expect(() => readArguments(argv.filter(Boolean), {})).toThrow(/--no-demo/);
    },
  );
});
