-- CreateTable
CREATE TABLE "held_title" (
    "tenant" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "isbn" TEXT[],
    "issn" TEXT[],
    "title_key" TEXT NOT NULL,
    "record" JSONB NOT NULL,

    CONSTRAINT "held_title_pkey" PRIMARY KEY ("tenant","number")
);

-- CreateIndex
CREATE INDEX "held_title_isbn_idx" ON "held_title" USING GIN ("isbn");

-- CreateIndex
CREATE INDEX "held_title_issn_idx" ON "held_title" USING GIN ("issn");

-- CreateIndex
CREATE INDEX "held_title_tenant_title_key_idx" ON "held_title"("tenant", "title_key");

alter table held_title enable row level security;
alter table held_title force row level security;
create policy own on held_title to svc_sourcing using (tenant = current_setting('app.tenant', true)) with check (tenant = current_setting('app.tenant', true));
grant select, insert, update, delete on held_title to svc_sourcing;
