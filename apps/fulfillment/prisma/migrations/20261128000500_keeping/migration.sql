-- What is kept of a patron is found by their reference; messages of what is closed go after as many days as the library set.
create index process_patron on process ((state #>> '{wanted,patronRef}'));
create index iso_message_at on iso_message (at);
grant delete on iso_message to svc_fulfillment;
