-- Several payments of one invoice, each of which may be taken back; of those paid before there is the day alone, and one entry.
ALTER TABLE "incoming_invoice" ADD COLUMN "payments" JSONB NOT NULL DEFAULT '[]';

-- So much of a line a fund had paid already when it was bought: nothing of that is owed once more.
ALTER TABLE "incoming_line" ADD COLUMN "covered" BIGINT NOT NULL DEFAULT 0;
