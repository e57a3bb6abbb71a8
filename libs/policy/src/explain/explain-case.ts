import type { Came } from '../cases/outcome.ts';
import type { Facts } from '../catalog/value.ts';
import type { CompiledPolicy } from '../evaluate/compile.ts';
import { eventText } from './event-text.ts';
import { explain, explanationLines } from './explain.ts';

/** Any outcome of any policy, explained in lines. Facts are those it was decided on; a ranking carries its own. */
export function outcomeLines(compiled: CompiledPolicy, facts: Facts, came: Came): string[] {
  switch (came.kind) {
    case 'needs':
      return [`Not yet: rule "${came.rule}" needs ${came.lookups.join(', ')} first.`];
    case 'decided':
      return [`What follows: ${eventText(came.event)}.`, ...explanationLines(explain(compiled, facts, came))];
    case 'collected':
      return [
        ...came.hits.map((hit) => `${hit.id}: ${eventText(hit.event)}. ${hit.reason}`),
        ...came.asks.map((one) => one.reason),
        ...(came.hits.length || came.asks.length ? [] : ['No rule applies.']),
      ];
    case 'scored':
      return scoreLines('The candidate', came);
    case 'ranked':
      return [
        ...came.order.flatMap((one, index) => scoreLines(`${index + 1}. ${one.id}`, one)),
        ...came.excluded.map((one) => `Left out: ${one.id}: ${one.excluded!.reason}.`),
      ];
  }
}

function scoreLines(name: string, { points, parts }: Extract<Came, { kind: 'scored' }>): string[] {
  const why = parts.map((part) => `${part.reason} (${part.points > 0 ? '+' : ''}${part.points})`);
  return [`${name}: ${points} points${why.length ? `: ${why.join(', ')}` : ''}.`];
}
