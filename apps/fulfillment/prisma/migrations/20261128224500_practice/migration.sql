-- A practice copy goes with everything that was practised (ADR 0025); of a library nothing can be deleted that could not before.
create policy practice on account_standing as restrictive for delete to svc_fulfillment using (tenant ~ '-P[1-9][0-9]{0,3}$');
grant delete on account_standing to svc_fulfillment;
create policy practice on attempt as restrictive for delete to svc_fulfillment using (tenant ~ '-P[1-9][0-9]{0,3}$');
grant delete on attempt to svc_fulfillment;
create policy practice on connector as restrictive for delete to svc_fulfillment using (tenant ~ '-P[1-9][0-9]{0,3}$');
grant delete on connector to svc_fulfillment;
create policy practice on iso_message as restrictive for delete to svc_fulfillment using (tenant ~ '-P[1-9][0-9]{0,3}$');
grant delete on iso_message to svc_fulfillment;
create policy practice on lent as restrictive for delete to svc_fulfillment using (tenant ~ '-P[1-9][0-9]{0,3}$');
grant delete on lent to svc_fulfillment;
create policy practice on partner as restrictive for delete to svc_fulfillment using (tenant ~ '-P[1-9][0-9]{0,3}$');
grant delete on partner to svc_fulfillment;
create policy practice on process as restrictive for delete to svc_fulfillment using (tenant ~ '-P[1-9][0-9]{0,3}$');
grant delete on process to svc_fulfillment;
create policy practice on policy_in_force as restrictive for delete to svc_fulfillment using (tenant ~ '-P[1-9][0-9]{0,3}$');
grant delete on policy_in_force to svc_fulfillment;
create policy practice on proposal as restrictive for delete to svc_fulfillment using (tenant ~ '-P[1-9][0-9]{0,3}$');
grant delete on proposal to svc_fulfillment;
