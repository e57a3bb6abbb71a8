import { err, ok, reject, type Decider } from '#lib/kernel';
import type { PartnerProfile } from '../partner/partner.ts';

export interface Party {
  /** A member's symbol. */
  readonly library: string;
  /** Where its system answers ISO 18626 messages; absent where its lending is done on the platform. */
  readonly address?: string | undefined;
  readonly lendsAv: boolean;
  readonly lastResort: boolean;
}

/** Terms on which members exchange with each other, said once for all of them. */
export interface AgreementProfile {
  readonly name: string;
  readonly parties: readonly Party[];
  readonly settledBy: PartnerProfile['settledBy'];
  readonly daysToRespond: PartnerProfile['daysToRespond'];
  readonly active: boolean;
}

export interface AgreementState {
  readonly profile?: AgreementProfile;
}
export interface SetAgreement {
  readonly type: 'set';
  readonly profile: AgreementProfile;
}
export interface AgreementSet {
  readonly type: 'agreement-set';
  readonly profile: AgreementProfile;
}

export const agreementDecider: Decider<AgreementState, SetAgreement, AgreementSet> = {
  initial: {},
  decide(state, { profile }) {
    const symbols = profile.parties.map(({ library }) => library);
    const twice = symbols.find((symbol, at) => symbols.indexOf(symbol) !== at);
    if (twice)
      return err(reject('party-twice', `${twice} is named twice.`, { field: 'parties', remedy: 'Name each library once.' }));
    if (symbols.length < 2)
      return err(
        reject('too-few-parties', 'An agreement needs at least two libraries.', { field: 'parties', remedy: 'Name another.' }),
      );
    return ok(JSON.stringify(state.profile) === JSON.stringify(profile) ? [] : [{ type: 'agreement-set', profile }]);
  },
  evolve: (_, { profile }) => ({ profile }),
};

/** What is known of a party as a library. */
export interface Known {
  readonly symbol: string;
  readonly name: string;
  readonly country: string;
  readonly active: boolean;
}

/**
 * The partner each party becomes for each other, by the agreement's terms: `[of whom, the partner]`.
 * Who has left it (`before`), or is no active library any more, becomes an inactive partner.
 */
export function partnersBy(
  agreement: AgreementProfile,
  known: readonly Known[],
  before: readonly Party[] = [],
): readonly (readonly [library: string, partner: PartnerProfile])[] {
  const present = new Set(agreement.parties.map(({ library }) => library));
  const gone = before.filter(({ library }) => !present.has(library));
  const all = [...agreement.parties, ...gone];
  return all.flatMap((own) =>
    all.flatMap((other) => {
      const library = known.find(({ symbol }) => symbol === other.library);
      if (own.library === other.library || !library) return [];
      const active = agreement.active && library.active && present.has(own.library) && present.has(other.library);
      const partner: PartnerProfile = {
        symbol: other.library,
        name: library.name,
        member: true,
        country: library.country,
        ...(other.address ? { channel: 'iso18626', address: other.address } : { channel: 'platform' }),
        settledBy: agreement.settledBy,
        agreementName: agreement.name,
        loansOpen: true,
        lendsAv: other.lendsAv,
        daysToRespond: agreement.daysToRespond,
        lastResort: other.lastResort,
        active,
      };
      return [[own.library, partner] as const];
    }),
  );
}
