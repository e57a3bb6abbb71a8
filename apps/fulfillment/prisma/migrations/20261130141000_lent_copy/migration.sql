-- Which copy is lent: found by its barcode when it is scanned. Few have one, and it changes once or twice in a loan's life.
-- AlterTable
ALTER TABLE "lent" ADD COLUMN     "barcode" TEXT;

create index lent_barcode on lent (tenant, barcode) where barcode is not null;
