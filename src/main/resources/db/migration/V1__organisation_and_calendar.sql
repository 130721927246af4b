-- The units of the province, each below its direct superior.
create table unit (
  code     varchar(40)  not null primary key,
  name     varchar(200) not null,
  kind     varchar(20)  not null,
  superior varchar(40),
  email    varchar(200),
  constraint unit_kind_known check (kind in ('PROVINCE', 'AGENCY', 'DISTRICT', 'COMMUNE')),
  constraint unit_superior_exists foreign key (superior) references unit (code)
);

create index unit_superior on unit (superior);

-- One row. A node updates it before it loads the units, so that nodes starting together take turns.
create table unit_load (
  id        integer not null primary key,
  loaded_at timestamp with time zone
);

insert into unit_load (id) values (1);

-- The days that differ from "Monday to Friday". The column is not called "day": H2 reserves the word.
create table working_calendar_day (
  on_day date         not null primary key,
  type   varchar(20)  not null,
  name   varchar(200) not null,
  source varchar(400),
  status varchar(20)  not null,
  constraint working_calendar_day_type_known
    check (type in ('HOLIDAY', 'SUBSTITUTE', 'SWAP_OFF', 'MAKEUP_WORK')),
  constraint working_calendar_day_status_known
    check (status in ('OFFICIAL', 'COMPUTED', 'UNCONFIRMED'))
);

-- The days that the data file has delivered once: one that an administrator deletes stays deleted.
create table working_calendar_seed (
  on_day date not null primary key
);
