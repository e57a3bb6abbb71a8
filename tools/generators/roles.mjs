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
    return new Map([['docs/roles.md', `${HEAD}\n\n${sections.join('\n\n')}\n\n${PROPOSALS}\n`]]);
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
- **proposes**: it goes outside or costs money. What a student worker does of it is tried out, kept as a proposal (202) and happens when a supervisor releases it; see [below](#what-a-student-worker-proposes).
- **proxy**: an assistant without wishes of their own. As every patron, they ask for themselves, and in the name of whoever allows it ([below](#asking-in-anothers-name)).
- **acting**: an operator of the consortium, once they have chosen the library they act for.
- **all**: an operator also without choosing one, for all libraries or the consortium itself.
- Actions on one's own requests (\`…-own\`) reach no others'. Patrons are their library's own business: no operator sees who they are.`;

const PROPOSALS = `## What a student worker proposes

1. A student worker presses the same button as everybody; it says _Propose: …_. The step is tried out and rolled back: what cannot be done is refused at once, in
   the usual words. The rest is kept, with what was filled in and what would follow. The same step pressed again is the same proposal.
2. The student sees it in the queue and on the request as _Waits for a supervisor_, and may withdraw it. Who is limited to a branch sees their own only.
3. A supervisor (or an operator acting for the library) finds it in the queue under _To release_: the step, the fields, what would follow. Whoever proposed it
   does not release it, and nobody releases what they could not do themselves. Programs release nothing.
4. **Release** carries it out by the same route, as the student, at the student's branch, on what there is that day; it happens once, however often it is pressed. Where it is no
   longer possible the answer says why, and the proposal waits on, to be sent back or withdrawn.
5. **Send back** wants a reason, which the student reads and puts away.
6. After seven days nobody can release it any more: it goes back as _lapsed_. What came back and is not put away leaves the queue by itself after fourteen days.

The audit trail names the student for the step and the proposal, the supervisor for the release ([ADR 0021](adr/0021-proposals-by-the-same-route.md)).

## Asking in another's name

1. A patron allows another patron of the library to ask in their name: on _My account_, by the other's card number or username and family name; or the desk does it on
   _Patrons_. A last day may be said. Each of the two, and the desk, can end it at once.
2. Whoever may, chooses in the form in whose name they ask (\`for\` in the API). The request is the patron's: their group, limits, standing wishes, costs. Both
   see it, answer its questions, correct and cancel it; its page says who asked.
3. Of the patron's other requests the one who asks sees nothing; and of these no more, once it was ended or the day is over. What was asked goes on.
4. It needs no role of its own: \`patron\` is enough. Nobody asks in the name of another library's patron.

[ADR 0022](adr/0022-asking-in-anothers-name.md); what becomes of it when somebody is erased: [privacy](privacy.md).`;
