import { randomBytes } from 'node:crypto';
import type { RequestHandler } from 'express';
import helmet from 'helmet';

/**
 * Security headers for the console and the API. Scripts only from this server (Vite writes none into the page). Style elements only
 * with the answer's own nonce, which the console's page hands to Mantine and CodeMirror (`styleNonceOf`); the API's documentation is a page of
 * Swagger's with styles inline.
 * @param https whether people come over https; otherwise browsers must not be told to insist on it
 */
export function securityHeaders(https: boolean): RequestHandler {
  const [pages, documentation] = [headers(https, true), headers(https, false)];
  return (request, response, next) => {
    nonces.set(response, randomBytes(16).toString('base64url'));
    (request.path.startsWith('/api/docs') ? documentation : pages)(request, response, next);
  };
}

const nonces = new WeakMap<object, string>();

/** What a style element of this answer has to carry to be taken by the browser. */
export const styleNonceOf = (response: object): string => nonces.get(response) ?? '';

const headers = (https: boolean, byNonce: boolean): ReturnType<typeof helmet> =>
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", byNonce ? (_request, response) => `'nonce-${styleNonceOf(response)}'` : "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        ...(https ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    strictTransportSecurity: https,
    referrerPolicy: { policy: 'same-origin' },
  });
