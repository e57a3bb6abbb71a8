-- What the policies asked on the way said, by which version, on which candidates. Null: a person decided, or it was decided before this was kept.
alter table decision add column consulted jsonb;
