import { defineFact } from '../catalog/define.ts';

export const licenseTerms = defineFact({
  name: 'license-terms',
  type: 'choice',
  choices: ['prohibited', 'silent', 'print-scan-send', 'secure-electronic', 'electronic'],
  words: {
    prohibited: 'prohibited',
    silent: 'nothing',
    'print-scan-send': 'print, scan and send',
    'secure-electronic': 'secure electronic sending',
    electronic: 'electronic sending',
  },
  label: 'what the license says of interlibrary loan',
  meaning: 'ILL prohibited; silent; print, scan and send; secure electronic; electronic.',
  none: 'not licensed',
  from: ['own-item'],
  derive: (look) => look('own-item').license ?? null,
});
