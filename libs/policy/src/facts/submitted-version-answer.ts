import { defineFact } from '../catalog/define.ts';

export const submittedVersionAnswer = defineFact({
  name: 'submitted-version-answer',
  type: 'choice',
  choices: ['not asked', 'accepted', 'declined'],
  label: "the patron's answer to the submitted version",
  meaning: 'Whether the patron, when asked, would take the version submitted to the journal, before review.',
  from: ['request'],
  derive: (look) => {
    const answer = look('request').wishes.submittedVersionAccepted;
    if (answer === undefined) return 'not asked';
    return answer ? 'accepted' : 'declined';
  },
});
