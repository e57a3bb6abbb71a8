-- CreateTable
CREATE TABLE "conversation_message" (
    "id" UUID NOT NULL,
    "tenant" TEXT NOT NULL,
    "request_id" UUID NOT NULL,
    "writer" TEXT NOT NULL,
    "via" TEXT NOT NULL,
    "account" TEXT,
    "sealed" TEXT NOT NULL,
    "mail_key" TEXT,
    "at" TIMESTAMPTZ NOT NULL,
    "read_at" TIMESTAMPTZ,

    CONSTRAINT "conversation_message_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "conversation_message_request_id_at_idx" ON "conversation_message"("request_id", "at");

-- CreateIndex
CREATE INDEX "conversation_message_tenant_writer_read_at_idx" ON "conversation_message"("tenant", "writer", "read_at");

-- CreateIndex
CREATE UNIQUE INDEX "conversation_message_request_id_mail_key_key" ON "conversation_message"("request_id", "mail_key");

-- What was written goes with whose the request is (ADR 0030): the service deletes these rows itself.
alter table conversation_message enable row level security;
alter table conversation_message force row level security;
create policy own on conversation_message to svc_directory using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
grant select, insert, update, delete on conversation_message to svc_directory;
