-- The column's own sequence has the name that the application asks for; see the H2 side.

-- Hardly any duty is in a case.
drop index duty_by_case;
create index duty_by_case on duty (case_id) where case_id is not null;
