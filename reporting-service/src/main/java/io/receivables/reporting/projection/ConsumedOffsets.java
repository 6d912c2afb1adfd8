package io.receivables.reporting.projection;

import io.receivables.chassis.tx.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/** Notes how far each partition has been read, after what was read has been committed. */
@ApplicationScoped
public class ConsumedOffsets {
    private static final String ADVANCE =
            """
            insert into projection_offsets as o (topic, partition_no, next_offset, recorded_at)
            select * from unnest($1::text[], $2::integer[], $3::bigint[], $4::timestamptz[])
            on conflict (tenant_id, topic, partition_no) do update
               set next_offset = excluded.next_offset, recorded_at = excluded.recorded_at
             where o.next_offset < excluded.next_offset""";

    private final Transactions transactions;

    ConsumedOffsets(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Moves the positions behind the records of a batch. */
    public Uni<Void> advance(ConsumerRecords<String, byte[]> batch) {
        var ends = batch.partitions().stream()
                .map(partition -> {
                    var records = batch.records(partition);
                    var last = records.get(records.size() - 1);
                    return new End(partition.topic(), partition.partition(), last.offset() + 1, last.timestamp());
                })
                .sorted(java.util.Comparator.comparing(End::topic).thenComparing(End::partition))
                .toList();
        return ends.isEmpty() ? Uni.createFrom().voidItem() : advance(ends);
    }

    private Uni<Void> advance(List<End> ends) {
        var rows = Columns.of(ends);
        return transactions
                .acrossTenants(
                        "projection-offsets",
                        tx -> tx.execute(
                                ADVANCE,
                                rows.text(End::topic),
                                rows.integer(End::partition),
                                rows.number(End::nextOffset),
                                rows.instant(end -> Instant.ofEpochMilli(end.recordedAt()))))
                .replaceWithVoid();
    }

    private record End(String topic, int partition, long nextOffset, long recordedAt) {}
}
