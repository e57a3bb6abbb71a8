import type { Shipped } from './shape.ts';

const END = `
Vea su solicitud: {{ link }}

{{ library }}
Preguntas: {{ contact }}`;
const body = (text: string): string => `Hola, {{ patron }}:\n\n${text}\n${END}\n`;

export const es: Shipped = {
  'request-received': {
    subject: 'Hemos recibido su solicitud: {{ title }}',
    body: body('Hemos recibido su solicitud de «{{ title }}». Le escribiremos cuando haya novedades.'),
  },
  question: {
    subject: 'Una pregunta sobre su solicitud: {{ title }}',
    body: body(
      'Tenemos una pregunta sobre su solicitud de «{{ title }}». Respóndala, por favor, en la página de su solicitud a más tardar el {{ answer_by }}.',
    ),
  },
  'question-reminder': {
    subject: 'Seguimos esperando su respuesta: {{ title }}',
    body: body(
      'Hace {{ days }} días le preguntamos algo sobre su solicitud de «{{ title }}» y sin su respuesta no podemos seguir. Responda, por favor, en la página de su solicitud a más tardar el {{ answer_by }}.',
    ),
  },
  'ready-for-pickup': {
    subject: 'Listo para recoger: {{ title }}',
    body: body(
      '«{{ title }}» ya está a su disposición. Recójalo, por favor, en {{ place }}.{% if due %}\nDevuélvalo a más tardar el {{ due }}.{% endif %}',
    ),
  },
  delivered: {
    subject: 'Aquí lo tiene: {{ title }}',
    body: body('Ya puede leer «{{ title }}». Ábralo desde la página de su solicitud.'),
  },
  'due-soon': {
    subject: 'Vence el {{ due }}: {{ title }}',
    body: body('«{{ title }}» debe devolverse el {{ due }}. Devuélvalo a tiempo, por favor, en {{ place }}.'),
  },
  overdue: {
    subject: 'Plazo vencido: {{ title }}',
    body: body(
      '«{{ title }}» debía devolverse el {{ due }}. Es de otra biblioteca que nos lo prestó para usted. Devuélvalo ya, por favor, en {{ place }}.',
    ),
  },
  recalled: {
    subject: 'Por favor, devuélvalo: {{ title }}',
    body: body(
      'La biblioteca que nos prestó «{{ title }}» lo necesita. Devuélvalo cuanto antes, por favor, en {{ place }}.{% if due %}\nLa nueva fecha de devolución es el {{ due }}.{% endif %}',
    ),
  },
  cancelled: {
    subject: 'Solicitud cancelada: {{ title }}',
    body: body('Su solicitud de «{{ title }}» se ha cancelado.'),
  },
  unfilled: {
    subject: 'No hemos podido conseguirlo: {{ title }}',
    body: body(
      'Lo sentimos: no hemos podido conseguir «{{ title }}» en ninguno de los lugares que consultamos. El motivo y lo que puede hacer están en la página de su solicitud.',
    ),
  },
  declined: {
    subject: 'Acerca de su solicitud: {{ title }}',
    body: body(
      'No podemos conseguirle «{{ title }}» por esta vía. El motivo y lo que puede hacer en su lugar están en la página de su solicitud.',
    ),
  },
  message: {
    subject: 'Sobre su solicitud: {{ title }}',
    body: body(
      'Le escribimos sobre su solicitud de «{{ title }}»:\n\n{{ message }}{% if can_answer %}\n\nPuede responder a este correo o en la página de su solicitud.{% endif %}',
    ),
  },
  'pickup-ends': {
    subject: 'Recójalo hasta el {{ due }}: {{ title }}',
    body: body(
      '«{{ title }}» sigue esperándole en {{ place }}. Recójalo, por favor, hasta el {{ due }}; después vuelve a la biblioteca que lo prestó.',
    ),
  },
  'link-ends': {
    subject: 'Ábralo hasta el {{ due }}: {{ title }}',
    body: body(
      'La copia de «{{ title }}» que conseguimos para usted se puede abrir desde la página de su solicitud hasta el {{ due }}. Después el enlace desaparece.',
    ),
  },
  'not-picked-up': {
    subject: 'Se devuelve: {{ title }}',
    body: body(
      '«{{ title }}» le esperaba en {{ place }} y no se recogió a tiempo, así que vuelve a la biblioteca que lo prestó. Si aún lo quiere, pídalo de nuevo.',
    ),
  },
  renewed: {
    subject: 'Renovado: {{ title }}',
    body: body(
      'Puede quedarse más tiempo con «{{ title }}».{% if due %}\nDevuélvalo, por favor, en {{ place }} hasta el {{ due }}.{% endif %}',
    ),
  },
  'renewal-refused': {
    subject: 'No se pudo renovar: {{ title }}',
    body: body(
      'La biblioteca que nos prestó «{{ title }}» no permite más tiempo.{% if due %}\nDevuélvalo, por favor, en {{ place }} hasta el {{ due }}.{% endif %}',
    ),
  },
  lost: {
    subject: 'Anotado como perdido: {{ title }}',
    body: body(
      '«{{ title }}» no ha vuelto y queda anotado como perdido. Pertenece a otra biblioteca, que puede pedir lo que cuesta; se lo diremos. Si lo encuentra, tráigalo de todos modos a {{ place }}.',
    ),
  },
  'not-obtained': {
    subject: 'Lo estamos viendo: {{ title }}',
    body: body(
      'Nos dijo que no pudo conseguir «{{ title }}». Lo estamos viendo e intentamos conseguirlo de otra manera; no hace falta que lo pida de nuevo.',
    ),
  },
};
