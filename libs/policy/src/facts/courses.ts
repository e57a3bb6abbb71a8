import { defineFact } from '../catalog/define.ts';

export const courses = defineFact({
  name: 'courses',
  type: 'list',
  label: 'the courses that use it',
  meaning: "Courses on the library's own course-adoption list that have adopted the title: a textbook there.",
  none: 'no course',
  from: ['course-adoptions'],
  derive: (look) => {
    const all = look('course-adoptions').courses;
    return all.length ? all : null;
  },
});
