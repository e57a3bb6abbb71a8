-- The branch a request is asked for; those of before were asked for none.
-- AlterTable
ALTER TABLE "request_view" ADD COLUMN     "requesting_branch" TEXT;
