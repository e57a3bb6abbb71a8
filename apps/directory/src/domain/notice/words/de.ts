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
  'pickup-ends': {
    subject: 'Bitte bis {{ due }} abholen: {{ title }}',
    body: body(
      '„{{ title }}“ liegt noch für Sie bereit: {{ place }}. Bitte holen Sie es bis {{ due }} ab; danach geht es an die Bibliothek zurück, die es verliehen hat.',
    ),
  },
  'link-ends': {
    subject: 'Bitte bis {{ due }} öffnen: {{ title }}',
    body: body(
      'Die Kopie von „{{ title }}“, die wir für Sie besorgt haben, lässt sich bis {{ due }} von der Seite Ihrer Bestellung aus öffnen. Danach gibt es den Link nicht mehr.',
    ),
  },
  'not-picked-up': {
    subject: 'Es geht zurück: {{ title }}',
    body: body(
      '„{{ title }}“ lag für Sie bereit ({{ place }}) und wurde nicht rechtzeitig abgeholt; es geht an die Bibliothek zurück, die es verliehen hat. Wenn Sie es noch möchten, bestellen Sie es bitte neu.',
    ),
  },
  renewed: {
    subject: 'Verlängert: {{ title }}',
    body: body(
      'Sie können „{{ title }}“ länger behalten.{% if due %}\nBitte bringen Sie es bis {{ due }} zurück: {{ place }}.{% endif %}',
    ),
  },
  'renewal-refused': {
    subject: 'Nicht verlängert: {{ title }}',
    body: body(
      'Die Bibliothek, die uns „{{ title }}“ geliehen hat, verlängert die Frist nicht.{% if due %}\nBitte bringen Sie es bis {{ due }} zurück: {{ place }}.{% endif %}',
    ),
  },
  lost: {
    subject: 'Als verloren vermerkt: {{ title }}',
    body: body(
      '„{{ title }}“ ist nicht zurückgekommen und nun als verloren vermerkt. Es gehört einer anderen Bibliothek, die Ersatz verlangen kann; wir sagen Ihnen Bescheid. Wenn Sie es finden, bringen Sie es bitte trotzdem zurück: {{ place }}.',
    ),
  },
  'not-obtained': {
    subject: 'Wir kümmern uns darum: {{ title }}',
    body: body(
      'Sie haben uns mitgeteilt, dass Sie „{{ title }}“ nicht bekommen konnten. Wir kümmern uns darum und versuchen, es Ihnen anders zu besorgen; Sie müssen nicht neu bestellen.',
    ),
  },
};
