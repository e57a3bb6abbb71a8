-- Messages of what is closed may go after as many days as the library set: not a practice copy's alone.
drop policy practice on iso_message;
