-- Duties that are assigned and opened at once are written once, with numbers that are known before. PostgreSQL has a
-- sequence of this name, that of the column.
create sequence duty_id_seq start with (select coalesce(max(id), 0) + 1 from duty);
alter table duty alter column id drop identity;
alter table duty alter column id set default next value for duty_id_seq;
