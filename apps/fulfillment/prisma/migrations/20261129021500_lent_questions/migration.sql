-- What a person has to look at stands on the list of problems beside the worklist it is on.
create index lent_questions_idx on lent (tenant, asked_at) where jsonb_array_length(state -> 'questions') > 0;
