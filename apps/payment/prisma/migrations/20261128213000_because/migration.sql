-- Why an entry stands in the ledger: the charges policy's hash, the rules that applied and their reasons. Older entries have none.
alter table entry add column because jsonb;
