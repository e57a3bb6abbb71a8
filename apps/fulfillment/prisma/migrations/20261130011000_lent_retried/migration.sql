-- A request by message is looked up among later numbers of the same borrower: hardly any row has one, and without this each request
-- reads all that the library ever lent.
create index lent_retried on lent (borrower) where retried is not null;
