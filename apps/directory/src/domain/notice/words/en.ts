import type { Shipped } from './shape.ts';

const END = `
See your request: {{ link }}

{{ library }}
Questions: {{ contact }}`;
const body = (text: string): string => `Hello {{ patron }},\n\n${text}\n${END}\n`;

export const en: Shipped = {
  'request-received': {
    subject: 'We have your request: {{ title }}',
    body: body('We have your request for “{{ title }}”. You will hear from us when there is news.'),
  },
  question: {
    subject: 'A question about your request: {{ title }}',
    body: body(
      'We have a question about your request for “{{ title }}”. Please answer it on the page of your request by {{ answer_by }}.',
    ),
  },
  'question-reminder': {
    subject: 'Still waiting for your answer: {{ title }}',
    body: body(
      '{{ days }} days ago we asked you something about your request for “{{ title }}”, and go no further without your answer. Please answer on the page of your request by {{ answer_by }}.',
    ),
  },
  'ready-for-pickup': {
    subject: 'Ready for pick-up: {{ title }}',
    body: body(
      '“{{ title }}” is ready for you. Please pick it up at {{ place }}.{% if due %}\nPlease return it by {{ due }}.{% endif %}',
    ),
  },
  delivered: {
    subject: 'Here it is: {{ title }}',
    body: body('“{{ title }}” is ready for you to read. Open it from the page of your request.'),
  },
  'due-soon': {
    subject: 'Due {{ due }}: {{ title }}',
    body: body('“{{ title }}” is due back on {{ due }}. Please return it to {{ place }} in time.'),
  },
  overdue: {
    subject: 'Overdue: {{ title }}',
    body: body(
      '“{{ title }}” was due back on {{ due }}. It belongs to another library that lent it to us for you. Please return it to {{ place }} now.',
    ),
  },
  recalled: {
    subject: 'Please bring it back: {{ title }}',
    body: body(
      'The library that lent us “{{ title }}” needs it back. Please return it to {{ place }} as soon as you can.{% if due %}\nThe new due date is {{ due }}.{% endif %}',
    ),
  },
  cancelled: {
    subject: 'Cancelled: {{ title }}',
    body: body('Your request for “{{ title }}” was cancelled.'),
  },
  unfilled: {
    subject: 'We could not get it: {{ title }}',
    body: body(
      'We are sorry: “{{ title }}” could not be had anywhere we asked. Why, and what you can do, is on the page of your request.',
    ),
  },
  declined: {
    subject: 'About your request: {{ title }}',
    body: body('We do not get “{{ title }}” for you this way. Why, and what you can do instead, is on the page of your request.'),
  },
  message: {
    subject: 'About your request: {{ title }}',
    body: body(
      'We write to you about your request for “{{ title }}”:\n\n{{ message }}{% if can_answer %}\n\nYou can answer this mail, or on the page of your request.{% endif %}',
    ),
  },
  'pickup-ends': {
    subject: 'Pick it up by {{ due }}: {{ title }}',
    body: body(
      '“{{ title }}” still waits for you at {{ place }}. Please pick it up by {{ due }}; after that it goes back to the library that lent it.',
    ),
  },
  'link-ends': {
    subject: 'Open it by {{ due }}: {{ title }}',
    body: body(
      'The copy of “{{ title }}” that we got for you can be opened from the page of your request until {{ due }}. After that its link is gone.',
    ),
  },
  'not-picked-up': {
    subject: 'It goes back: {{ title }}',
    body: body(
      '“{{ title }}” waited for you at {{ place }} and was not picked up in time, so it goes back to the library that lent it. If you still want it, please ask for it again.',
    ),
  },
  renewed: {
    subject: 'Renewed: {{ title }}',
    body: body('You may keep “{{ title }}” for longer.{% if due %}\nPlease return it to {{ place }} by {{ due }}.{% endif %}'),
  },
  'renewal-refused': {
    subject: 'Could not be renewed: {{ title }}',
    body: body(
      'The library that lent us “{{ title }}” does not let it be kept for longer.{% if due %}\nPlease return it to {{ place }} by {{ due }}.{% endif %}',
    ),
  },
  lost: {
    subject: 'Noted as lost: {{ title }}',
    body: body(
      '“{{ title }}” has not come back and is now noted as lost. It belongs to another library, which may ask for what it costs; we will tell you. If you find it, please bring it to {{ place }} all the same.',
    ),
  },
  'not-obtained': {
    subject: 'We look into it: {{ title }}',
    body: body(
      'You told us that you could not get “{{ title }}”. We look into it and try to get it for you in another way; you need not ask again.',
    ),
  },
};
