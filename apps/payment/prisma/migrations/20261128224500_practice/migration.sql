-- A practice copy goes with everything that was practised (ADR 0025); of a library nothing can be deleted that could not before.
create policy practice on account_standing as restrictive for delete to svc_payment using (tenant ~ '-P[1-9][0-9]{0,3}$');
grant delete on account_standing to svc_payment;
create policy practice on charge as restrictive for delete to svc_payment using (tenant ~ '-P[1-9][0-9]{0,3}$');
grant delete on charge to svc_payment;
create policy practice on fund as restrictive for delete to svc_payment using (tenant ~ '-P[1-9][0-9]{0,3}$');
grant delete on fund to svc_payment;
create policy practice on reservation as restrictive for delete to svc_payment using (tenant ~ '-P[1-9][0-9]{0,3}$');
grant delete on reservation to svc_payment;
create policy practice on policy_in_force as restrictive for delete to svc_payment using (tenant ~ '-P[1-9][0-9]{0,3}$');
grant delete on policy_in_force to svc_payment;
