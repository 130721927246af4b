-- The application's user adds to the audit log and reads it. It cannot change, delete or empty it, not even by granting itself
-- the right: that takes dropping the triggers first.
create function audit_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'audit_entry: rows are added, never changed or deleted';
end
$$;
create trigger audit_entry_stays before update or delete on audit_entry
  for each row execute function audit_is_append_only();
create trigger audit_entry_is_not_emptied before truncate on audit_entry
  for each statement execute function audit_is_append_only();
revoke update, delete, truncate on audit_entry from current_user;
