import { Role, upcastRoles } from './role.ts';

describe('roles of before a split', () => {
  it('become what has come of them, once each', () => {
    expect(upcastRoles(['staff', 'rules-admin', 'rules-author'])).toEqual(['staff', 'rules-author', 'rules-approver']);
  });
  it('leaves today’s alone, and what is no role to be refused', () => {
    expect(upcastRoles(Role.options)).toEqual(Role.options);
    expect(upcastRoles(['root'])).toEqual(['root']);
  });
});
