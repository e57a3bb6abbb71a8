/** The facts a template names, in order. */
export const placeholders = (template: string): string[] => [...template.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1]!);

/** The template with each `{fact}` replaced. */
export const fill = (template: string, value: (fact: string) => string): string =>
  template.replaceAll(/\{([^{}]*)\}/g, (_, name: string) => value(name));
