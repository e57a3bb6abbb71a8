import { defineFact } from '../catalog/define.ts';

export const mayMail = defineFact({
  name: 'may-mail',
  type: 'yes/no',
  label: 'the patron may be mailed',
  denied: 'the patron may not be mailed',
  meaning:
    'The patron has given an address, is not blocked and has not asked to be left alone, and the library has a mail server.',
  from: ['happening'],
  derive: (look) => look('happening').mayMail,
});
