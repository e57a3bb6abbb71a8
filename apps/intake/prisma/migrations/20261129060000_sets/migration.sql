-- Requests asked for together: volumes of one work, copies of one book. Those of before were asked for singly.
-- AlterTable
ALTER TABLE "request_view" ADD COLUMN     "set_id" UUID,
ADD COLUMN     "set_kind" TEXT,
ADD COLUMN     "set_number" INTEGER,
ADD COLUMN     "set_size" INTEGER;

-- CreateIndex
CREATE INDEX "request_view_set_id_set_number_idx" ON "request_view"("set_id", "set_number");
