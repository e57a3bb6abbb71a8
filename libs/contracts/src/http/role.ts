import { z } from 'zod';

/** What a person is at their library. Each is a bundle of actions: libs/contracts/src/permissions. */
export const Role = z
  .enum([
    'patron',
    'proxy',
    'student',
    'staff',
    'circulation',
    'acquisitions',
    'cataloging',
    'supervisor',
    'rules-author',
    'rules-approver',
    'manager',
    'accountant',
    'library-admin',
    'operator',
    'auditor',
  ])
  .meta({ id: 'Role' });
export type Role = z.infer<typeof Role>;

/** Roles that were split, and what has come of them. A session or a row of before may still say them. */
const EARLIER: Readonly<Record<string, readonly Role[]>> = { 'rules-admin': ['rules-author', 'rules-approver'] };

/** Roles as they are called today, from what may have been written before a split. What is no role stays, to be refused where it is read. */
export const upcastRoles = (roles: readonly string[]): readonly string[] => [
  ...new Set(roles.flatMap((role): readonly string[] => EARLIER[role] ?? [role])),
];
