import {
  acceptItem,
  cancelRequestItem,
  checkInItem,
  checkOutItem,
  leaf,
  lookupUser,
  readNcip,
  requestItem,
  standingOf,
} from './index.ts';

const TODAY = '2025-10-06';
const order = (xml: string): string[] => [...xml.matchAll(/<([A-Za-z]+)[ >]/g)].map(([, name]) => name!);

describe('a message of NCIP 2.02', () => {
  const item = { request: 'r-1', barcode: '7K3M9QX2ZPC', card: '22100000000011', title: 'Cats & <dogs>', pickup: 'Main' };

  it('has its elements in the order of the schema', () => {
    expect(order(acceptItem('RVL', item))).toEqual([
      'NCIPMessage',
      'AcceptItem',
      'InitiationHeader',
      'FromAgencyId',
      'AgencyId',
      'ToAgencyId',
      'AgencyId',
      'RequestId',
      'AgencyId',
      'RequestIdentifierValue',
      'RequestedActionType',
      'UserId',
      'UserIdentifierValue',
      'ItemId',
      'AgencyId',
      'ItemIdentifierValue',
      'ItemOptionalFields',
      'BibliographicDescription',
      'Title',
      'PickupLocation',
    ]);
    expect(order(checkOutItem(undefined, { ...item, due: '2025-11-03' })).slice(1)).toEqual([
      'CheckOutItem',
      'UserId',
      'UserIdentifierValue',
      'ItemId',
      'ItemIdentifierValue',
      'RequestId',
      'RequestIdentifierValue',
      'DesiredDateDue',
    ]);
    expect(order(checkInItem(undefined, 'x')).slice(1)).toEqual(['CheckInItem', 'ItemId', 'ItemIdentifierValue']);
    expect(order(lookupUser(undefined, 'x')).slice(1)).toEqual([
      'LookupUser',
      'UserId',
      'UserIdentifierValue',
      'UserElementType',
      'UserElementType',
    ]);
    expect(order(requestItem(undefined, { request: 'r-1', card: 'x', record: '12', pickup: 'Main' })).slice(1)).toEqual([
      'RequestItem',
      'UserId',
      'UserIdentifierValue',
      'BibliographicId',
      'BibliographicRecordId',
      'BibliographicRecordIdentifier',
      'RequestId',
      'RequestIdentifierValue',
      'RequestType',
      'RequestScopeType',
      'PickupLocation',
    ]);
    expect(order(cancelRequestItem(undefined, 'x', 'HOLD-1')).slice(1)).toEqual([
      'CancelRequestItem',
      'UserId',
      'UserIdentifierValue',
      'RequestId',
      'RequestIdentifierValue',
    ]);
  });
  it('escapes what could be markup, and leaves out what XML cannot hold', () => {
    expect(acceptItem(undefined, item)).toContain('<Title>Cats &amp; &lt;dogs&gt;</Title>');
    expect(leaf('Title', 'a\u0000b')).toBe('<Title>ab</Title>');
    expect(acceptItem(undefined, { ...item, pickup: undefined })).not.toContain('PickupLocation');
  });
});

describe('what a library system says of a user', () => {
  const answer = (fields: string) =>
    readNcip(
      `<ns1:NCIPMessage xmlns:ns1="http://www.niso.org/2008/ncip"><ns1:LookupUserResponse><ns1:UserOptionalFields>${fields}</ns1:UserOptionalFields></ns1:LookupUserResponse></ns1:NCIPMessage>`,
    )!.user!;
  const privilege = (type: string, more = '') =>
    `<UserPrivilege><AgencyId>X</AgencyId><AgencyUserPrivilegeType>${type}</AgencyUserPrivilegeType>${more}</UserPrivilege>`;
  const status = (type: string) =>
    `<UserPrivilegeStatus><UserPrivilegeStatusType>${type}</UserPrivilegeStatusType></UserPrivilegeStatus>`;

  it.each([
    ['a group as a type', privilege('Faculty'), { group: 'Faculty', blocked: false }],
    ['its own name of a group', privilege('UG'), { group: 'student', blocked: false }],
    [
      "Symphony's profile",
      privilege('LIBRARY', status('MAIN')) + privilege('PROFILE', status('FACULTY')) + privilege('STATUS', status('OK')),
      { group: 'FACULTY', blocked: false },
    ],
    [
      'a barred status',
      privilege('PROFILE', status('FACULTY')) + privilege('STATUS', status('BARRED')),
      { group: 'FACULTY', blocked: true },
    ],
    [
      'a block',
      `${privilege('UG')}<BlockOrTrap><AgencyId>X</AgencyId><BlockOrTrapType>Block Check Out</BlockOrTrapType></BlockOrTrap>`,
      { group: 'student', blocked: true },
    ],
    [
      'a message to the patron',
      `${privilege('UG')}<BlockOrTrap><BlockOrTrapType>Message</BlockOrTrapType></BlockOrTrap>`,
      { group: 'student', blocked: false },
    ],
    [
      'a card that has expired',
      privilege('UG', '<ValidToDate>2025-10-05T00:00:00Z</ValidToDate>'),
      { group: 'student', blocked: true },
    ],
    [
      'a card that holds today',
      privilege('UG', '<ValidToDate>2025-10-06T00:00:00Z</ValidToDate>'),
      { group: 'student', blocked: false },
    ],
    ['nothing', '', { blocked: false }],
  ])('%s', (_, fields, standing) => {
    expect(standingOf(answer(fields), TODAY, { UG: 'student' })).toEqual(standing);
  });
});

describe('an NCIP answer', () => {
  it.each([
    ['no XML', 'Internal error'],
    ['another document', '<html/>'],
    ['an empty message', '<NCIPMessage/>'],
    ['a document type', '<!DOCTYPE NCIPMessage [<!ENTITY a "b">]><NCIPMessage><RequestItemResponse/></NCIPMessage>'],
  ])('is not %s', (_, xml) => {
    expect(readNcip(xml)).toBeUndefined();
  });

  it('is read with its problem, with and without namespace', () => {
    const problem = '<Problem><ProblemType>Blocked</ProblemType><ProblemDetail>Fines</ProblemDetail></Problem>';
    for (const attributes of ['', ' xmlns="http://www.niso.org/2008/ncip"'])
      expect(readNcip(`<NCIPMessage${attributes}><RequestItemResponse>${problem}</RequestItemResponse></NCIPMessage>`)).toEqual({
        response: 'RequestItemResponse',
        problem: { type: 'Blocked', detail: 'Fines', value: '' },
      });
  });
});
