// `node -C source libs/messaging/sql.ts SERVICE [tenancy | TABLE [delete] [deadlines] | TABLE shared | TABLE practice]`: prints SQL for a service's migration.
import { tenancySql } from './src/schema/tenancy.ts';
import { practiceSql, sharedTableSql, technicalTablesSql, tenantTableSql } from './src/schema/tables.ts';

const [service, table, ...flags] = process.argv.slice(2);
if (!service || flags.some((flag) => !['delete', 'deadlines', 'shared', 'practice'].includes(flag))) {
  console.error(
    'use: node -C source libs/messaging/sql.ts SERVICE [tenancy | TABLE [delete] [deadlines] | TABLE shared | TABLE practice]',
  );
  process.exit(2);
}
const print = (): string => {
  if (!table) return technicalTablesSql(service);
  if (table === 'tenancy') return tenancySql(service);
  if (flags.includes('shared')) return sharedTableSql(service, table);
  if (flags.includes('practice')) return practiceSql(service, table);
  return tenantTableSql(service, table, { delete: flags.includes('delete'), deadlines: flags.includes('deadlines') });
};
process.stdout.write(print());
