/** A statement in a migration that code of before, still running beside the new, may not survive. */
export interface Breach {
  readonly statement: string;
  readonly why: string;
}

/** What breaks running code, or loses what it needs. Each with what to do instead. */
const CONTRACTING: readonly (readonly [pattern: RegExp, why: string])[] = [
  [/\bdrop\s+(table|column|schema|type|view)\b/i, 'running code still reads it: stop reading it first, drop it a release later'],
  [
    /\brename\s+(to|column|constraint)\b|\brename\s+"?\w+"?\s+to\b/i,
    'running code knows the old name: add the new beside it, fill both, drop the old a release later',
  ],
  [/\balter\s+(column\s+)?"?\w+"?\s+(set\s+data\s+)?type\b/i, 'running code reads the old type: add a new column beside it'],
  [/\bset\s+not\s+null\b/i, 'running code may still write null: add a check a release after all code writes it'],
  [
    /\badd\s+column\s+(?!.*\bdefault\b)[^,;]*\bnot\s+null\b/i,
    'rows that are there have no value for it, nor does running code write one: give a default',
  ],
  // a trigger against TRUNCATE names it and does none
  [/^truncate\b|\bdelete\s+from\b/i, 'what is gone cannot be taken back: keep it, or move it'],
];
/** `-- contract: why` in the line before: everybody has stopped needing it. */
const MARK = /^[ \t]*--[ \t]*contract:[ \t]*\S+/im;

/** SQL without the bodies of functions and DO blocks, which run later or look before they leap. */
const withoutBodies = (sql: string): string => sql.replaceAll(/\$(\w*)\$[\s\S]*?\$\1\$/g, "''");

/** What of a migration is no expansion and is not marked as a contraction (docs: CONTRIBUTING.md, Migrations). */
export function breaches(sql: string): Breach[] {
  const found: Breach[] = [];
  // a table this very migration makes has no reader yet
  const own = new Set(
    [...sql.matchAll(/create\s+(?:temporary\s+|temp\s+)?table\s+(?:if\s+not\s+exists\s+)?"?(\w+)"?/gi)].map(([, name]) => name),
  );
  for (const part of withoutBodies(sql).split(';')) {
    const statement = part.replaceAll(/^\s*--.*$/gm, '').trim();
    const table = /^(?:alter|truncate|delete\s+from)\s+(?:table\s+)?(?:only\s+)?(?:if\s+exists\s+)?"?(\w+)"?/i.exec(
      statement,
    )?.[1];
    if (!statement || MARK.test(part) || (table && own.has(table))) continue;
    for (const [pattern, why] of CONTRACTING)
      if (pattern.test(statement.replaceAll(/\s+/g, ' ')))
        found.push({ statement: statement.replaceAll(/\s+/g, ' ').slice(0, 120), why });
  }
  return found;
}
