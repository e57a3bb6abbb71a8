-- A practice copy goes with everything that was practised (ADR 0025); of a library nothing can be deleted that could not before.
create policy practice on account_standing as restrictive for delete to svc_reporting using (tenant ~ '-P[1-9][0-9]{0,3}$');
grant delete on account_standing to svc_reporting;
create policy practice on attempt_row as restrictive for delete to svc_reporting using (tenant ~ '-P[1-9][0-9]{0,3}$');
grant delete on attempt_row to svc_reporting;
create policy practice on decision_row as restrictive for delete to svc_reporting using (tenant ~ '-P[1-9][0-9]{0,3}$');
grant delete on decision_row to svc_reporting;
create policy practice on heard as restrictive for delete to svc_reporting using (tenant ~ '-P[1-9][0-9]{0,3}$');
grant delete on heard to svc_reporting;
create policy practice on library as restrictive for delete to svc_reporting using (tenant ~ '-P[1-9][0-9]{0,3}$');
grant delete on library to svc_reporting;
create policy practice on money_row as restrictive for delete to svc_reporting using (tenant ~ '-P[1-9][0-9]{0,3}$');
grant delete on money_row to svc_reporting;
create policy practice on request_row as restrictive for delete to svc_reporting using (tenant ~ '-P[1-9][0-9]{0,3}$');
grant delete on request_row to svc_reporting;
