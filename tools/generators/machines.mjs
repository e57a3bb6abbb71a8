import { globSync } from 'node:fs';
import { resolve } from 'node:path';

/** @param {any} value */
const isMachine = (value) => Boolean(value?.name && value.initial && value.statuses && Array.isArray(value.transitions));

/** @param {string} text */
const words = (text) => text.replaceAll('-', ' ');

/** @param {string} app @param {any} machine @param {(machine: any) => string} draw */
const page = (app, machine, draw) => {
  const waits = Object.entries(machine.statuses).map(([status, { owner, deadline, final }]) => {
    const until = final ? 'ends here' : deadline ? `${words(deadline.command)} after ${deadline.after}` : '—';
    return `| ${words(status)} | ${owner} | ${until} |`;
  });
  const steps = machine.transitions.map((/** @type {any} */ step) => {
    const [from, to] = [step.from, step.to].map((side) => [side].flat().map(words).join(', '));
    return `| ${from} | ${words(step.on)} | ${to} | ${step.undo} |`;
  });
  return [
    `# ${machine.name[0].toUpperCase()}${words(machine.name.slice(1))} (${app})`,
    `\`\`\`mermaid\n${draw(machine)}\`\`\``,
    ['| status | who has to act | what ends the wait |', '|---|---|---|', ...waits].join('\n'),
    ['| from | on | to | undo |', '|---|---|---|---|', ...steps].join('\n'),
  ].join('\n\n');
};

/** docs/machines/: every state machine of the domains, drawn from its table. */
export const machines = {
  name: 'drawings of the state machines',
  owns: ['docs/machines'],
  async files() {
    const { drawMachine } = await import('../../dist/libs/kernel/src/index.js');
    const files = new Map();
    for (const file of globSync(['dist/apps/*/src/domain/**/*.js', 'dist/libs/service/src/**/*.machine.js']).toSorted()) {
      const app = file.split(/[\\/]/)[2] ?? '';
      for (const machine of Object.values(await import(resolve(file))).filter(isMachine))
        files.set(`docs/machines/${app}-${machine.name.replaceAll(' ', '-')}.md`, page(app, machine, drawMachine));
    }
    return files;
  },
};
