import { CannotTell, defineFact } from '../catalog/define.ts';
import { holdsIssue, onShelf, ownCopies } from '../select/shelf.ts';

export const ownCopiesOnShelf = defineFact({
  name: 'own-copies-on-shelf',
  type: 'number',
  unit: { one: 'copy', many: 'copies' },
  label: 'the number of copies on your own shelf',
  meaning:
    'Physical copies of your own, available now: of the book in an edition that will do, or of the volume the article is in.',
  from: ['request', 'own-catalog', 'tried'],
  derive: (look) => {
    const asked = look('request');
    const catalog = look('own-catalog');
    const silent = catalog.records.some(
      (one) => one.match === 'journal' && one.format !== 'electronic' && holdsIssue(one, asked.citation) === undefined,
    );
    const count = onShelf(asked, catalog, look('tried')).length;
    const copies = ownCopies(asked, catalog, look('tried')).flatMap(({ items }) => items);
    if (count === 0 && copies.some(({ status }) => status === 'unknown'))
      return new CannotTell('The catalog does not say how the copy stands.');
    if (count === 0 && silent && asked.service === 'copy' && asked.citation.kind !== 'chapter')
      return new CannotTell('The catalog does not say which years of the journal are held.');
    return count;
  },
});
