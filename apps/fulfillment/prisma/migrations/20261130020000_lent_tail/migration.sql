-- The number on a pull slip or a return label stands for the last twelve digits of the id (libs/kernel/request-number): a scan at the
-- lender's desk finds it by them. The id never changes, so no step of a loan writes this index again.
create index lent_tail on lent (tenant, right(id::text, 12));
