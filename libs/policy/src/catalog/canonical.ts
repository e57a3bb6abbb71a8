/** JSON with keys sorted and no spaces (RFC 8785 for the values used here): the same content, the same text. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, part]) => part !== undefined);
    return `{${entries
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, part]) => `${JSON.stringify(key)}:${canonicalJson(part)}`)
      .join(',')}}`;
  }
  return JSON.stringify(value);
}

/**
 * The key under which a fact stands among the facts: its name, then its parameters where it has any:
 * `copies-this-year(publishedWithinYears=5)`.
 */
export function factKey(name: string, params: Readonly<Record<string, unknown>> = {}): string {
  const parts = Object.entries(params).map(
    ([key, value]) => `${key}=${typeof value === 'string' ? value : canonicalJson(value)}`,
  );
  return parts.length ? `${name}(${parts.toSorted().join(',')})` : name;
}
