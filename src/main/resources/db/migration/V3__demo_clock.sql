-- How far the demo's clock is ahead of the machine's; empty outside the demo profile.
create table demo_clock (
  offset_millis bigint not null
);
