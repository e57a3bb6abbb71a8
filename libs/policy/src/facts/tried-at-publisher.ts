import { defineFact } from '../catalog/define.ts';
import { wasTried } from '../lookups/index.ts';

export const triedAtPublisher = defineFact({
  name: 'tried-at-publisher',
  type: 'yes/no',
  label: "staff have tried to buy it at the publisher's site",
  denied: "nobody has tried to buy it at the publisher's site",
  meaning: "Whether it was to be bought by hand at the publisher's own site before, and that led to nothing.",
  from: ['tried'],
  derive: (look) => wasTried(look('tried'), 'buy', 'publisher'),
});
