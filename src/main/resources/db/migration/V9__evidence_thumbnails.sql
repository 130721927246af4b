-- Small pictures of the photos among the evidence, made when they come in, so that a list shows them without reading the
-- photos. Goes with the content when a file is removed.
create table evidence_thumbnail (
  evidence_id bigint not null primary key references evidence,
  content     bytea  not null
);
