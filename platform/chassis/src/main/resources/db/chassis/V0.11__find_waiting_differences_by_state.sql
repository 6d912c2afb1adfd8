-- One of the two states is asked for at a time. Without it in the key, the index of all differences of a run seemed as good, and whoever
-- asked for doubts looked at every difference of the run that was none.
drop index reconciliation_differences_waiting;
create index reconciliation_differences_waiting on reconciliation_differences (tenant_id, run_id, state, difference_id)
    where state in ('DOUBT', 'HEALING');
