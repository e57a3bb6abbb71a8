import { pathText, type JsonText, type Path } from './json-text.ts';

/** What is wrong with a policy, where, and what to do about it. */
export interface PolicyFault {
  readonly path: string;
  readonly line: number;
  /** From 1, in characters. */
  readonly column: number;
  readonly message: string;
  readonly suggestion?: string;
}

/** Gathers faults, each with the place its path stands at. */
export class Faults {
  readonly #text: Pick<JsonText, 'placeOf'>;
  readonly all: PolicyFault[] = [];

  constructor(text: Pick<JsonText, 'placeOf'>) {
    this.#text = text;
  }
  add(path: Path, message: string, suggestion?: string): void {
    this.all.push({ path: pathText(path), ...this.#text.placeOf(path), message, ...(suggestion ? { suggestion } : {}) });
  }
}

export const faultText = (fault: PolicyFault): string =>
  `line ${fault.line}, ${fault.path}: ${fault.message}${fault.suggestion ? ` ${fault.suggestion}` : ''}`;
