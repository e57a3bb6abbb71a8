-- AlterTable
ALTER TABLE "ifm_report" ADD COLUMN "settler" TEXT NOT NULL DEFAULT 'OCLC';

-- AlterTable
ALTER TABLE "ifm_line" ADD COLUMN "settler" TEXT NOT NULL DEFAULT 'OCLC';

-- Reports of EFTS are kept beside those of OCLC.
alter table ifm_report add constraint ifm_report_settler check (settler in ('OCLC', 'EFTS'));
