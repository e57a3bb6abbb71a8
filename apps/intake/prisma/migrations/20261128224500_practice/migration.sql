-- A practice copy goes with everything that was practised (ADR 0025); of a library nothing can be deleted that could not before.
create policy practice on account_standing as restrictive for delete to svc_intake using (tenant ~ '-P[1-9][0-9]{0,3}$');
grant delete on account_standing to svc_intake;
create policy practice on batch as restrictive for delete to svc_intake using (tenant ~ '-P[1-9][0-9]{0,3}$');
grant delete on batch to svc_intake;
create policy practice on batch_line as restrictive for delete to svc_intake using (tenant ~ '-P[1-9][0-9]{0,3}$');
grant delete on batch_line to svc_intake;
create policy practice on request as restrictive for delete to svc_intake using (tenant ~ '-P[1-9][0-9]{0,3}$');
grant delete on request to svc_intake;
create policy practice on request_view as restrictive for delete to svc_intake using (tenant ~ '-P[1-9][0-9]{0,3}$');
grant delete on request_view to svc_intake;
create policy practice on timeline as restrictive for delete to svc_intake using (tenant ~ '-P[1-9][0-9]{0,3}$');
grant delete on timeline to svc_intake;
create policy practice on connector as restrictive for delete to svc_intake using (tenant ~ '-P[1-9][0-9]{0,3}$');
grant delete on connector to svc_intake;
create policy practice on proposal as restrictive for delete to svc_intake using (tenant ~ '-P[1-9][0-9]{0,3}$');
grant delete on proposal to svc_intake;
