import type { Server } from 'node:http';
import type { Type } from '@nestjs/common';
import request from 'supertest';
import { SeedInstallation, type FirstSignIn } from '../app/seed-installation.ts';
import { installation } from './installation.ts';

interface Running {
  readonly http: Server;
  get<T>(token: Type<T>): T;
}
type Headers = Record<string, string>;

/** The people of the installation, each really signed in with their first password. Seeds it before the tests. */
export function signedIn(service: Running) {
  let signIns: readonly FirstSignIn[] = [];
  const headers = new Map<string, Headers>();
  const signIn = (body: object) => request(service.http).post('/api/directory/session').send(body);
  const first = (library: string, username: string): FirstSignIn =>
    signIns.find((one) => one.library === library && one.username === username)!;

  beforeAll(async () => {
    ({ signIns } = await service.get(SeedInstallation).execute(installation));
    for (const { library, username, password } of signIns) {
      const answer = await signIn({ library, username, password }).expect(200);
      const token = /trillium_session=([^;]+)/.exec(answer.get('Set-Cookie')![0]!)![1]!;
      headers.set(`${library}/${username}`, { authorization: `Bearer ${token}` });
    }
  }, 60_000);

  return {
    first,
    signIn,
    as: async (library: string, username: string): Promise<Headers> => headers.get(`${library}/${username}`)!,
    ask: (method: 'get' | 'post' | 'put' | 'delete', path: string, who: Headers, body?: object) =>
      request(service.http)[method](`/api/directory/${path}`).set(who).send(body),
  };
}
