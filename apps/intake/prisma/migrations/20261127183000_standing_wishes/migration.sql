-- What a patron said once for all their requests; the two old columns stay until nothing reads them any more.
ALTER TABLE "patron" ADD COLUMN "wishes" JSONB;
