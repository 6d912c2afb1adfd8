-- How far each aggregate is in the twins: a tenant may have more of them than a rebuild has memory for.
create table rebuild.positions
(
    tenant_id    text   not null,
    topic        text   not null,
    aggregate_id uuid   not null,
    sequence     bigint not null,
    primary key (tenant_id, topic, aggregate_id)
);

select enable_tenant_isolation('rebuild.positions');
do
$$
    begin
        execute format('grant select, insert, update, delete on rebuild.positions to %I',
                       regexp_replace(current_user, '_owner$', '_app'));
    end
$$;
