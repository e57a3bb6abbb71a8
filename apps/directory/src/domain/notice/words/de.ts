import type { Shipped } from './shape.ts';

const END = `
Ihre Bestellung: {{ link }}

{{ library }}
Fragen: {{ contact }}`;
const body = (text: string): string => `Guten Tag {{ patron }},\n\n${text}\n${END}\n`;

export const de: Shipped = {
  'request-received': {
    subject: 'Ihre Bestellung ist da: {{ title }}',
    body: body('Ihre Bestellung „{{ title }}“ ist bei uns eingegangen. Wir schreiben Ihnen, sobald es etwas Neues gibt.'),
  },
  question: {
    subject: 'Eine Frage zu Ihrer Bestellung: {{ title }}',
    body: body(
      'zu Ihrer Bestellung „{{ title }}“ haben wir eine Frage. Bitte beantworten Sie sie auf der Seite Ihrer Bestellung bis {{ answer_by }}.',
    ),
  },
  'question-reminder': {
    subject: 'Wir warten noch auf Ihre Antwort: {{ title }}',
    body: body(
      'vor {{ days }} Tagen haben wir Sie zu Ihrer Bestellung „{{ title }}“ etwas gefragt und kommen ohne Ihre Antwort nicht weiter. Bitte antworten Sie auf der Seite Ihrer Bestellung bis {{ answer_by }}.',
    ),
  },
  'ready-for-pickup': {
    subject: 'Liegt bereit: {{ title }}',
    body: body(
      '„{{ title }}“ liegt für Sie bereit. Bitte holen Sie es hier ab: {{ place }}.{% if due %}\nBitte geben Sie es bis {{ due }} zurück.{% endif %}',
    ),
  },
  delivered: {
    subject: 'Es ist da: {{ title }}',
    body: body('„{{ title }}“ können Sie jetzt lesen. Öffnen Sie es auf der Seite Ihrer Bestellung.'),
  },
  'due-soon': {
    subject: 'Fällig am {{ due }}: {{ title }}',
    body: body('„{{ title }}“ ist am {{ due }} zurückzugeben. Bitte bringen Sie es rechtzeitig zurück: {{ place }}.'),
  },
  overdue: {
    subject: 'Überfällig: {{ title }}',
    body: body(
      '„{{ title }}“ war am {{ due }} zurückzugeben. Es gehört einer anderen Bibliothek, die es uns für Sie geliehen hat. Bitte bringen Sie es gleich zurück: {{ place }}.',
    ),
  },
  recalled: {
    subject: 'Bitte bringen Sie es zurück: {{ title }}',
    body: body(
      'die Bibliothek, die uns „{{ title }}“ geliehen hat, braucht es wieder. Bitte bringen Sie es so bald wie möglich zurück: {{ place }}.{% if due %}\nDie neue Frist endet am {{ due }}.{% endif %}',
    ),
  },
  cancelled: {
    subject: 'Storniert: {{ title }}',
    body: body('Ihre Bestellung „{{ title }}“ wurde storniert.'),
  },
  unfilled: {
    subject: 'Leider nicht zu bekommen: {{ title }}',
    body: body(
      'leider war „{{ title }}“ nirgends zu bekommen, wo wir gefragt haben. Warum, und was Sie tun können, steht auf der Seite Ihrer Bestellung.',
    ),
  },
  declined: {
    subject: 'Zu Ihrer Bestellung: {{ title }}',
    body: body(
      'auf diesem Weg beschaffen wir „{{ title }}“ nicht. Warum, und was Sie stattdessen tun können, steht auf der Seite Ihrer Bestellung.',
    ),
  },
  message: {
    subject: 'Zu Ihrer Bestellung: {{ title }}',
    body: body(
      'wir schreiben Ihnen zu Ihrer Bestellung „{{ title }}“:\n\n{{ message }}{% if can_answer %}\n\nSie können auf diese Mail antworten oder auf der Seite Ihrer Bestellung.{% endif %}',
    ),
  },
};
