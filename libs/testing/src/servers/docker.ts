import { request, type RequestOptions } from 'node:http';

const where = (): RequestOptions | undefined => {
  const host = process.env.DOCKER_HOST;
  if (!host) return { socketPath: process.platform === 'win32' ? '\\\\.\\pipe\\docker_engine' : '/var/run/docker.sock' };
  if (host.startsWith('unix://')) return { socketPath: host.slice('unix://'.length) };
  if (!URL.canParse(host.replace(/^tcp:/, 'http:'))) return undefined;
  const { hostname, port } = new URL(host.replace(/^tcp:/, 'http:'));
  return { hostname, port: port || 2375 };
};

/** Asks the Docker engine whether it is there (`GET /_ping`); says why not. Testcontainers is not loaded for that. */
export const dockerProbe = (): Promise<string | undefined> =>
  new Promise((answer) => {
    const no = 'no Docker engine answers';
    const target = where();
    if (!target) return answer(`${no} (DOCKER_HOST is no address this can ask)`);
    const asked = request({ ...target, path: '/_ping', timeout: 2000 }, (response) => {
      response.resume();
      answer(response.statusCode === 200 ? undefined : `${no} (status ${response.statusCode})`);
    });
    asked.on('timeout', () => asked.destroy(new Error('no answer in 2 s')));
    asked.on('error', () => answer(no));
    asked.end();
    return undefined;
  });
