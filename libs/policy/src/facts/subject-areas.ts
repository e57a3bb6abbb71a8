import { defineFact } from '../catalog/define.ts';
import { areasOf, SUBJECT_AREAS } from '../select/subject.ts';

export const subjectAreas = defineFact({
  name: 'subject-areas',
  type: 'list',
  label: 'the subject areas',
  meaning: `By the Library of Congress class in the union catalog's record: ${SUBJECT_AREAS.join(', ')}.`,
  none: 'not classified',
  from: ['holders'],
  derive: (look) => {
    const areas = areasOf(look('holders').classes);
    return areas.length ? areas : null;
  },
});
