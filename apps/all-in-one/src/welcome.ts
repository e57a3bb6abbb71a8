import type { SignIn } from './installation.ts';

/**
 * What is printed once everything runs.
 * @param mails where the demo's patrons' mail is read @param mailIn the port at which their answers are taken
 */
export function welcome(url: string, demo: boolean, signIns: readonly SignIn[], mails?: string, mailIn?: number): string {
  const lines = [`Trillium is ready at ${url}`];
  if (signIns.length) {
    const width = (name: 'library' | 'username' | 'password'): number =>
      Math.max(name.length, ...signIns.map((one) => one[name].length)) + 2;
    const row = (library: string, username: string, password: string, what: string): string =>
      `  ${library.padEnd(width('library'))}${username.padEnd(width('username'))}${password.padEnd(width('password'))}${what}`;
    lines.push(
      '',
      demo ? 'Sign-ins of the demo:' : 'Your first sign-in (shown this once; change the password after signing in):',
    );
    lines.push(row('library', 'username', 'password', 'who'));
    for (const { library, username, password, what } of signIns) lines.push(row(library, username, password, what));
  }
  if (demo) lines.push('', 'Start as operator: open Upload, take the demo’s file, and watch. README.md tells the five minutes.');
  if (mails) lines.push(`What its patrons are told by e-mail: ${mails}`);
  if (mailIn) lines.push(`Their answers are taken by SMTP at port ${mailIn} of this machine.`);
  lines.push('', 'Ctrl-C stops; the next start goes on from there.');
  return lines.join('\n');
}
