import { z } from 'zod';
import { defineLookup } from './define.ts';

export const courseAdoptions = defineLookup({
  name: 'course-adoptions',
  label: "the library's course-adoption list",
  cost: 'local',
  shape: z.strictObject({ courses: z.array(z.string()).max(500) }),
});
