-- AlterTable
ALTER TABLE "request_view" ADD COLUMN     "fee" JSONB;

-- what a patron pays is looked up by the patron, and few requests cost them anything
create index request_view_fee on request_view (tenant, patron_ref) where fee is not null;
