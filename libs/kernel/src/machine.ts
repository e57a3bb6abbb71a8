/** What it takes to go back over a step: nothing, another step that makes up for it, or it cannot be had. */
export type Undo = 'free' | 'compensate' | 'impossible';

export interface Transition<Status extends string, Command extends string> {
  readonly from: Status | readonly Status[];
  readonly on: Command;
  /** Where it may lead; several where the outcome depends on what the command says. */
  readonly to: Status | readonly Status[];
  readonly undo: Undo;
}

export type Owner = 'patron' | 'staff' | 'lender' | 'provider' | 'carrier' | 'system' | 'nobody';

export interface StatusRule<Who extends string = Owner> {
  /** Who has to act while it stands so; `nobody` only where the machine ends. */
  readonly owner: Who;
  /** What ends the wait when nobody acts: the command sent and the setting or constant that says when. */
  readonly deadline?: { readonly command: string; readonly after: string };
  readonly final?: boolean;
  /** The commands that open an end again all the same; it waits for none of them. */
  readonly reopens?: readonly string[];
}

/** A state machine as a table: the whole of what may happen, readable, drawable and testable. */
export interface Machine<Status extends string, Command extends string, Who extends string = Owner> {
  readonly name: string;
  readonly initial: Status;
  readonly statuses: Readonly<Record<Status, StatusRule<Who>>>;
  readonly transitions: readonly Transition<Status, Command>[];
}

const list = <T>(value: T | readonly T[]): readonly T[] => (Array.isArray(value) ? (value as readonly T[]) : [value as T]);

/** The transition for this command in this status, or undefined where it is not allowed. */
export const transitionFor = <S extends string, C extends string>(
  machine: Machine<S, C, string>,
  from: S,
  on: C,
): Transition<S, C> | undefined => machine.transitions.find((t) => t.on === on && list(t.from).includes(from));

/**
 * What is wrong with a table: statuses nobody reaches, statuses that end nowhere, two rows for one cell, a waiting status without
 * deadline. Empty when sound.
 */
export function faults<S extends string, C extends string>(machine: Machine<S, C, string>): string[] {
  const found: string[] = [];
  const statuses = Object.keys(machine.statuses) as S[];
  const reached = new Set<S>([machine.initial]);
  for (let grew = true; grew;) {
    const before = reached.size;
    for (const t of machine.transitions) if (list(t.from).some((s) => reached.has(s))) list(t.to).forEach((s) => reached.add(s));
    grew = reached.size > before;
  }
  const ending = new Set<S>(statuses.filter((s) => machine.statuses[s].final));
  for (let grew = true; grew;) {
    const before = ending.size;
    for (const t of machine.transitions) if (list(t.to).some((s) => ending.has(s))) list(t.from).forEach((s) => ending.add(s));
    grew = ending.size > before;
  }
  for (const status of statuses) {
    const rule = machine.statuses[status];
    const leaves = machine.transitions.filter((t) => list(t.from).includes(status));
    if (!reached.has(status)) found.push(`${machine.name}: "${status}" is never reached`);
    if (!ending.has(status)) found.push(`${machine.name}: no way leads from "${status}" to an end`);
    const reopening = leaves.filter(({ on }) => !rule.reopens?.includes(on));
    if (rule.final && reopening.some((t) => list(t.to).some((to) => to !== status && !machine.statuses[to].final)))
      found.push(`${machine.name}: "${status}" is final but reopens`);
    if (!rule.final && rule.owner === 'nobody') found.push(`${machine.name}: "${status}" waits for nobody`);
    if (!rule.final && !rule.deadline) found.push(`${machine.name}: "${status}" has no deadline`);
    if (rule.deadline && !leaves.some((t) => t.on === rule.deadline!.command))
      found.push(`${machine.name}: the deadline of "${status}" sends "${rule.deadline.command}", which is not allowed there`);
    const seen = new Set<string>();
    for (const t of leaves) {
      if (seen.has(t.on)) found.push(`${machine.name}: two rows for "${t.on}" in "${status}"`);
      seen.add(t.on);
    }
  }
  return found;
}

/** The table as a Mermaid state diagram, as committed under docs/machines/. */
export function drawMachine<S extends string, C extends string>(machine: Machine<S, C, string>): string {
  const name = (status: S): string => status.replaceAll('-', '_');
  const lines = ['stateDiagram-v2', `  [*] --> ${name(machine.initial)}`];
  for (const status of Object.keys(machine.statuses) as S[]) lines.push(`  ${name(status)}: ${status.replaceAll('-', ' ')}`);
  for (const t of machine.transitions)
    for (const from of list(t.from)) for (const to of list(t.to)) lines.push(`  ${name(from)} --> ${name(to)}: ${t.on}`);
  for (const status of Object.keys(machine.statuses) as S[])
    if (machine.statuses[status].final) lines.push(`  ${name(status)} --> [*]`);
  return `${lines.join('\n')}\n`;
}
