-- The messages with a patron's reference, for whoever asks what is kept of them.
create index heard_patron on heard ((data ->> 'patronRef')) where data ? 'patronRef';
