-- The steps that a decision on the working calendar concerned: tasks of superiors, lead agency and committee, and timers.
-- taken_up_at is set when the engine's task or job goes by the new date, or has been found to need nothing. What is read of a
-- step is kept, since the engine forgets it once it is taken.
create table calendar_decision_step (
  decision_id         bigint       not null references calendar_decision,
  kind                varchar(10)  not null check (kind in ('TASK', 'TIMER')),
  engine_id           varchar(64)  not null,
  process_instance_id varchar(64)  not null,
  document            varchar(100),
  name                varchar(600) not null,
  old_due             timestamp    not null,
  new_due             timestamp    not null,
  set_by_hand         boolean      not null,
  taken_up_at         timestamp,
  primary key (decision_id, engine_id)
);

alter table calendar_decision add column steps int default 0 not null;
