/** docs/roles.md: who may do what, from the table in libs/contracts/src/permissions. */
export const roles = {
  name: 'roles',
  async files() {
    const { ROOMS, Role } = await import('../../dist/libs/contracts/src/index.js');
    /** @type {string[]} */
    const names = Role.options;
    const sections = Object.entries(ROOMS).map(([room, actions]) => {
      const rows = Object.entries(actions).map(([action, entry]) => {
        const cells = names.map((role) => mark(role, entry));
        return `| ${entry.says}<br>\`${action}\` | ${cells.join(' | ')} |`;
      });
      return [
        `## ${HEADINGS[room] ?? room}`,
        `| action | ${names.join(' | ')} |`,
        `|---|${names.map(() => ':-:|').join('')}`,
        ...rows,
      ]
        .join('\n')
        .replace('\n', '\n\n');
    });
    return new Map([['docs/roles.md', `${HEAD}\n\n${sections.join('\n\n')}\n`]]);
  },
};

/** @param {string} role @param {{ roles: readonly string[], scope?: string, release?: boolean }} entry */
function mark(role, { roles: allowed, scope, release }) {
  if (!allowed.includes(role)) return '';
  if (role === 'operator') return scope === 'any-library' ? 'all' : 'acting';
  return role === 'student' && release ? 'proposes' : 'yes';
}

/** @type {Readonly<Record<string, string>>} */
const HEADINGS = {
  directory: 'People and libraries (directory)',
  intake: 'Requests as they were asked (intake)',
  sourcing: 'Deciding (sourcing)',
  fulfillment: 'Carrying out (fulfillment)',
  payment: 'Money (payment)',
  reporting: 'Figures (reporting)',
  every: 'In every service',
};

const HEAD = `# Who may do what

Generated from the table action × role in \`libs/contracts/src/permissions\` (\`npm run generate\`): the guard of every route, the console's menus and the test of
every route go by the same table. A person may have several roles; what any of them lets them do, they may.

- **yes**: at their own library, and no other's.
- **proposes**: it goes outside or costs money. Student workers are to propose it and a supervisor to release it: _not yet_ possible, so they are refused (ask staff).
- **proxy**: an assistant. They ask for themselves and see what they asked for; asking in a professor's name is _not yet_ possible.
- **acting**: an operator of the consortium, once they have chosen the library they act for.
- **all**: an operator also without choosing one, for all libraries or the consortium itself.
- Actions on one's own requests (\`…-own\`) reach no others'. Patrons are their library's own business: no operator sees who they are.`;
