export * from './mailer.ts';
export * from './said.ts';
export * from './smtp-mailer.ts';
export { smtpOptions, smtpPlace } from './smtp-server.ts';
