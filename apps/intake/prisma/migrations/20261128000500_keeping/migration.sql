-- What stood in an uploaded file goes after as many days as the library set.
-- AlterTable
ALTER TABLE "batch" ADD COLUMN     "emptied_at" TIMESTAMPTZ;

-- AlterTable
ALTER TABLE "library" ADD COLUMN     "keep_uploads_days" INTEGER;

create index batch_to_empty on batch (uploaded_at) where emptied_at is null;
