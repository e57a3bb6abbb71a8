-- The sentences that explain a decision, as its page shows them, and the policies asked on the way; null of a person's, and of earlier ones.
alter table decision_row add column explanation jsonb, add column asked jsonb;
