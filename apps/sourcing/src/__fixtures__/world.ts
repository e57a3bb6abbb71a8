import { randomUUID } from 'node:crypto';
import {
  ConnectorChanged,
  FundChanged,
  LibraryChanged,
  PartnerChanged,
  PatronChanged,
  RequestVerified,
  type Citation,
  type Wishes,
} from '#lib/contracts';
import type { World } from '#test/world';
import type { Sent } from './messages.ts';

export const usd = (minor: number) => ({ minor, currency: 'USD' });
export const JPSP: Partial<Citation> & Pick<Citation, 'kind'> = {
  kind: 'article',
  title: 'The moderator-mediator variable distinction',
  container: 'Journal of Personality and Social Psychology',
  year: 1986,
  issn: ['0022-3514'],
  doi: '10.1037/0022-3514.51.6.1173',
};
export const HBR: Partial<Citation> & Pick<Citation, 'kind'> = {
  kind: 'article',
  title: 'How Competitive Forces Shape Strategy',
  container: 'Harvard Business Review',
  year: 1979,
  issn: ['0017-8012'],
};
export const TUFTE: Partial<Citation> & Pick<Citation, 'kind'> = {
  kind: 'book',
  title: 'The Visual Display of Quantitative Information',
  authors: ['Tufte, Edward R.'],
  isbn: ['9780961392147'],
  year: 2001,
};

export const PATRON = 'p_testpatron01';

/** What directory and payment tell of the world's libraries: every member a partner of every other, and the lenders outside. */
export function introductions({ url, state }: World): Sent[] {
  const { libraries, countries, stocks } = state.data;
  const members = libraries.filter(({ role }) => role === 'member');
  return members.flatMap((library): Sent[] => {
    const tenant = library.symbol;
    const partners = libraries.filter(({ symbol }) => symbol !== tenant);
    const fund = stocks.find((stock) => stock.what === 'fund' && stock.library === tenant);
    const money = { minor: fund?.amount ?? 100_000, currency: 'USD' };
    return [
      {
        message: LibraryChanged,
        subject: randomUUID(),
        tenant,
        data: {
          symbol: tenant,
          name: library.name,
          country: library.country,
          currency: 'USD',
          timeZone: library.timeZone,
          workingDays: [1, 2, 3, 4, 5],
          holidays: [],
          branches: library.branches,
          active: true,
          catalogUrl: `${url}/sru/${tenant}`,
          ...(library.sharedIls && { sharedIls: library.sharedIls }),
        },
      },
      ...(library.sharedIls
        ? [
            {
              message: ConnectorChanged,
              subject: randomUUID(),
              tenant,
              data: { kind: 'shared', active: true, address: `${url}/sru/${library.sharedIls}`, settings: {}, secrets: {} },
            },
          ]
        : []),
      ...partners.map((partner): Sent => ({
        message: PartnerChanged,
        subject: randomUUID(),
        tenant,
        data: {
          symbol: partner.symbol,
          name: partner.name,
          member: partner.role === 'member',
          country: partner.country,
          channel: 'iso18626',
          address: `${url}/iso18626/${partner.symbol}`,
          settledBy: partner.role === 'member' ? 'nobody' : partner.role === 'partner' ? 'vouchers' : 'OCLC',
          loansOpen: countries.find(({ code }) => code === partner.country)?.loans !== 'suspended',
          lendsAv: partner.lendsAv,
          daysToRespond: { loan: 4, copy: 2 },
          active: true,
        },
      })),
      {
        message: PatronChanged,
        subject: randomUUID(),
        tenant,
        data: { patronRef: PATRON, group: 'student', blocked: false, active: true },
      },
      {
        message: FundChanged,
        subject: randomUUID(),
        tenant,
        data: {
          fund: 'ILL',
          allocated: money,
          reserved: { ...money, minor: 0 },
          spent: { ...money, minor: 0 },
          available: money,
        },
      },
    ];
  });
}

/** A verified request, as intake tells it. */
export const verified = (
  tenant: string,
  service: 'loan' | 'copy',
  citation: Partial<Citation> & Pick<Citation, 'kind'>,
  more: {
    wishes?: Partial<Wishes>;
    id?: string;
    patronRef?: string;
    duplicateOf?: string;
    verification?: object;
    submittedAt?: string;
    workKey?: string;
  } = {},
): Sent => ({
  message: RequestVerified,
  subject: more.id ?? randomUUID(),
  tenant,
  data: {
    patronRef: more.patronRef ?? PATRON,
    patronGroup: 'student',
    service,
    citation: { authors: [], issn: [], isbn: [], ...citation },
    wishes: { anyEdition: true, ebookAccepted: true, pieces: 1, ...more.wishes },
    channel: 'form',
    submittedAt: more.submittedAt ?? '2025-10-06T13:30:00.000Z',
    verification: { status: 'confirmed', notes: [], retracted: false, ...more.verification },
    workKey: more.workKey ?? randomUUID(),
    ...(more.duplicateOf && { duplicateOf: more.duplicateOf }),
  },
});
