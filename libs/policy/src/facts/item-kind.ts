import { ItemKind } from '#lib/contracts';
import { defineFact } from '../catalog/define.ts';

export const itemKind = defineFact({
  name: 'item-kind',
  type: 'choice',
  choices: ItemKind.options,
  words: {
    article: 'an article',
    chapter: 'a chapter',
    conference: 'a conference paper',
    book: 'a book',
    dissertation: 'a dissertation',
    av: 'an audiovisual item',
    score: 'a score',
    map: 'a map',
    microform: 'a microform',
    unknown: 'unclear',
  },
  label: 'the kind of thing wanted',
  meaning: 'Article, chapter, book, dissertation, audiovisual …, as told from the whole citation.',
  from: ['request'],
  derive: (look) => look('request').citation.kind,
});
