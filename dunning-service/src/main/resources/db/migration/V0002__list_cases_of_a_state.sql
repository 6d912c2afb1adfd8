-- A worklist is the cases of a state in the order of opening. The index by state and level does not have that order, and in
-- the order of the primary key every case that was closed long ago came first.
create index cases_of_state on cases (tenant_id, state, id);
