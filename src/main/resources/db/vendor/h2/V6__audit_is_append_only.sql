-- H2 is for the demo and for trying out: its one user owns everything. See the PostgreSQL side.
select 1;
