-- Most of what a comparison doubts turns out to be nothing; a page of differences does not look at it.
create index reconciliation_differences_listed on reconciliation_differences (tenant_id, run_id, difference_id)
    where kind is not null;
