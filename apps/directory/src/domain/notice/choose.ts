import type { NoMail, NoticeLanguage, ServiceType, StandingWishes } from '#lib/contracts';
import { collect, deriveFacts, type CompiledPolicy } from '#lib/policy';
import type { Happening } from './followed.ts';

/** A notice as a rule of the policy wants it. */
export interface Chosen {
  readonly notice: string;
  readonly to: 'patron' | 'staff';
  readonly channel: 'email' | 'page';
  readonly rule: string;
  readonly afterDays?: number;
  /** It comes again each time so many days have passed. */
  readonly everyDays?: number;
  /** It would have been mailed, could this patron be mailed. */
  readonly withheld?: true;
}

/** What directory knows of whoever is to be told. */
export interface Addressee extends Pick<StandingWishes, 'noticeChannel'> {
  readonly active: boolean;
  readonly blocked: boolean;
  readonly erased?: boolean;
  readonly email?: string | undefined;
}

/** Why this patron gets no mail; undefined where they get it. @param server whether the library has connected a mail server */
export function whyNoMail(patron: Addressee | undefined, server: boolean): NoMail | undefined {
  if (!patron) return 'unknown-patron';
  if (patron.erased) return 'erased';
  if (!patron.active) return 'left';
  if (patron.noticeChannel === 'none') return 'wants-none';
  if (!patron.email) return 'no-address';
  if (patron.blocked) return 'blocked';
  return server ? undefined : 'no-mail-server';
}

/**
 * Who is to be told what of a happening, by the library's policy. What would have been mailed, were the patron's mail no hindrance, comes
 * too, marked as withheld: it is said on the request's page why no mail went.
 */
export async function choose(
  policy: CompiledPolicy<'notices'>,
  happening: Happening,
  { service, mayMail, at }: { readonly service: ServiceType; readonly mayMail: boolean; readonly at: string },
): Promise<Chosen[]> {
  const weigh = async (may: boolean): Promise<Chosen[]> => {
    const { what, daysUntilDue, daysUnanswered } = happening;
    const value = {
      what,
      service,
      mayMail: may,
      workingDaysLeft: null,
      ...(daysUntilDue !== undefined && { daysUntilDue }),
      ...(daysUnanswered !== undefined && { daysUnanswered }),
    };
    const facts = deriveFacts({ happening: { known: true, value, source: 'directory', at } }, policy.uses);
    const found = await collect(policy, facts);
    if (found.kind === 'needs') throw new Error(`the policy for notices asks for ${found.lookups.join(', ')}, which nobody has`);
    return found.hits.map(({ id, event: { params } }) => ({ ...params, rule: id }));
  };
  const chosen = await weigh(mayMail);
  if (mayMail) return chosen;
  const mailed = (one: Chosen): boolean => one.to === 'patron' && one.channel === 'email';
  const withheld = (await weigh(true)).filter((one) => mailed(one) && !chosen.some(({ rule }) => rule === one.rule));
  return [
    ...chosen.map((one) => (mailed(one) ? { ...one, withheld: true as const } : one)),
    ...withheld.map((one) => ({ ...one, withheld: true as const })),
  ];
}

/** In which language somebody is written to: their own, where there are words in it, else the library's, else English. */
export const languageFor = (wish: NoticeLanguage | undefined, ofLibrary: NoticeLanguage | undefined): NoticeLanguage =>
  wish ?? ofLibrary ?? 'en';
