-- What earlier runs left is looked for at the end of each run, however much the run itself has found.
drop index reconciliation_differences_open;
create index reconciliation_differences_open on reconciliation_differences (tenant_id, book, run_id) where state = 'OPEN';
create index reconciliation_differences_remembered on reconciliation_differences (tenant_id, book, run_id)
    where state = 'AHEAD';
