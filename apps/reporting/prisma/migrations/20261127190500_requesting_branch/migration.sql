-- The branch a request is asked for: its statistics stand apart.
-- AlterTable
ALTER TABLE "request_row" ADD COLUMN     "requesting_branch" TEXT;
