import { pathText, type JsonText, type Path } from './json-text.ts';

/** What is wrong with a policy, where, and what to do about it. */
export interface PolicyFault {
  readonly path: string;
  readonly line: number;
  readonly message: string;
  readonly suggestion?: string;
}

/** Gathers faults, each with the line its path stands on. */
export class Faults {
  readonly #text: Pick<JsonText, 'lineOf'>;
  readonly all: PolicyFault[] = [];

  constructor(text: Pick<JsonText, 'lineOf'>) {
    this.#text = text;
  }
  add(path: Path, message: string, suggestion?: string): void {
    this.all.push({ path: pathText(path), line: this.#text.lineOf(path), message, ...(suggestion ? { suggestion } : {}) });
  }
}

export const faultText = (fault: PolicyFault): string =>
  `line ${fault.line}, ${fault.path}: ${fault.message}${fault.suggestion ? ` ${fault.suggestion}` : ''}`;
