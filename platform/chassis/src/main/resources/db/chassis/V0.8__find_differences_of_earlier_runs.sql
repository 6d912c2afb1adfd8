-- What earlier runs left is looked for at the end of each run, however much the run itself has found.
drop index reconciliation_differences_open;
create index reconciliation_differences_open on reconciliation_differences (tenant_id, book, run_id) where state = 'OPEN';
create index reconciliation_differences_remembered on reconciliation_differences (tenant_id, book, run_id)
    where state = 'AHEAD';

-- By the index of each run that is forgotten; one statement over both tables read all differences.
alter table reconciliation_differences
    drop constraint reconciliation_differences_tenant_id_run_id_fkey,
    add foreign key (tenant_id, run_id) references reconciliation_runs (tenant_id, run_id) on delete cascade;
