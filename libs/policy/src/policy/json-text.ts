/** A step into a JSON value: a property or a position. */
export type Path = readonly (string | number)[];

/** `$.rules[3].event`: a path as people and tools write it (RFC 9535). */
export const pathText = (path: Path): string =>
  path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    return /^[A-Za-z_][\w]*$/.test(step) ? `${text}.${step}` : `${text}["${step}"]`;
  }, '$');

/** Line and column, both from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

export class JsonTextError extends Error {
  readonly line: number;
  readonly column: number;
  readonly path: Path;
  constructor(message: string, { line, column }: Place, path: Path) {
    super(message);
    this.name = 'JsonTextError';
    this.line = line;
    this.column = column;
    this.path = path;
  }
}

export interface JsonText {
  readonly value: unknown;
  /** Where the value at this path begins; of a path that is not there, the place of the nearest one above it. */
  placeOf(path: Path): Place;
}

/**
 * Reads JSON (RFC 8259) and remembers where each value stands. Stricter than JSON.parse: a property given twice is an error,
 * for the second would silently replace the first.
 * @throws JsonTextError with the line and, in plain words, what is wrong there.
 */
export function readJsonText(text: string): JsonText {
  const places = new Map<string, Place>();
  let at = 0;
  let line = 1;
  let lineStart = 0;

  const here = (): Place => ({ line, column: at - lineStart + 1 });
  const fail = (message: string, path: Path): never => {
    throw new JsonTextError(message, here(), path);
  };
  const space = (): void => {
    for (; at < text.length; at += 1) {
      const char = text[at]!;
      if (char === '\n') {
        line += 1;
        lineStart = at + 1;
      } else if (char !== ' ' && char !== '\t' && char !== '\r') return;
    }
  };
  const expected = (what: string, path: Path): never =>
    fail(at >= text.length ? `the text ends where ${what} should stand` : `here stands "${text[at]}" and ${what} should`, path);

  function string(path: Path): string {
    const match = /"(?:[^"\\\n]|\\.)*"/y;
    match.lastIndex = at;
    const found = match.exec(text);
    if (!found) return fail('this text in quotation marks is not closed on its line', path);
    at += found[0].length;
    try {
      return JSON.parse(found[0]) as string;
    } catch {
      return fail(`in ${found[0]} is an escape or a control character that JSON does not have`, path);
    }
  }
  function plain(path: Path): unknown {
    const match = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
    match.lastIndex = at;
    const found = match.exec(text);
    if (!found?.[0]) return expected('a value', path);
    at += found[0].length;
    return JSON.parse(found[0]) as unknown;
  }
  function members(close: '}' | ']', path: Path, member: (count: number) => void): void {
    at += 1;
    space();
    if (text[at] === close) {
      at += 1;
      return;
    }
    for (let count = 0; ; count += 1) {
      member(count);
      space();
      if (text[at] === close) {
        at += 1;
        return;
      }
      if (text[at] !== ',') expected(`a comma or "${close}"`, path);
      at += 1;
      space();
    }
  }
  function value(path: Path): unknown {
    if (path.length > 200) fail('this is nested too deeply', path);
    places.set(pathText(path), here());
    if (text[at] === '"') return string(path);
    if (text[at] === '[') {
      const array: unknown[] = [];
      members(']', path, (count) => array.push(value([...path, count])));
      return array;
    }
    if (text[at] !== '{') return plain(path);
    const object: Record<string, unknown> = {};
    members('}', path, () => {
      if (text[at] !== '"') expected('a name in quotation marks', path);
      const name = string(path);
      const inner = [...path, name];
      if (Object.hasOwn(object, name)) fail(`"${name}" is given twice`, inner);
      space();
      if (text[at] !== ':') expected('a colon', inner);
      at += 1;
      space();
      // defined, not assigned: "__proto__" is a name like any other
      Object.defineProperty(object, name, { value: value(inner), enumerable: true, writable: true, configurable: true });
    });
    return object;
  }

  if (text.startsWith('\uFEFF')) at = lineStart = 1;
  space();
  const read = value([]);
  space();
  if (at < text.length) fail('there is something behind the end', []);
  return {
    value: read,
    placeOf: (path) => {
      for (let length = path.length; length > 0; length -= 1) {
        const known = places.get(pathText(path.slice(0, length)));
        if (known) return known;
      }
      return { line: 1, column: 1 };
    },
  };
}
