package io.receivables.chassis.auditchain;

import io.receivables.chassis.problem.CommonProblem;
import io.receivables.chassis.problem.Problem;
import io.receivables.chassis.tx.Transactions;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;

/** Compares every published head with the seal the database has at its position. */
@ApplicationScoped
class AnchorComparison {
    private static final String SEALS =
            """
            select a.number, s.hash, s.entry_id
              from unnest($1::text[], $2::bigint[]) with ordinality as a (tenant_id, position, number)
             cross join lateral (select hash, entry_id from audit_seals
                                  where tenant_id = a.tenant_id and position = a.position offset 0) as s""";

    private final Transactions transactions;
    private final Map<String, Object> broker;
    private final AuditTopic topic;
    private final AuditConfig config;

    AnchorComparison(
            Transactions transactions,
            @Identifier("default-kafka-broker") Map<String, Object> broker,
            AuditTopic topic,
            AuditConfig config) {
        this.transactions = transactions;
        this.broker = broker;
        this.topic = topic;
        this.config = config;
    }

    /** What the heads of one tenant say. */
    Uni<AnchorFindings> of(String tenant) {
        return compare(Optional.of(tenant)).map(found -> found.getOrDefault(tenant, new AnchorFindings()));
    }

    /** The same for every tenant that ever published a head, in one pass over the topic. */
    Uni<Map<String, AnchorFindings>> ofAll() {
        return compare(Optional.empty());
    }

    private Uni<Map<String, AnchorFindings>> compare(Optional<String> tenant) {
        var findings = new HashMap<String, AnchorFindings>();
        return AnchorReader.open(
                        broker, topic.name(), tenant, config.anchorsSince().orElse(Instant.EPOCH))
                .chain(reader -> reader.next()
                        .call(anchors -> lookUp(tenant, anchors.orElse(List.of()), findings))
                        .repeat()
                        .whilst(Optional::isPresent)
                        .collect()
                        .last()
                        .eventually(reader::close))
                .onFailure(KafkaException.class)
                .transform(e -> Problem.of(
                        CommonProblem.OVERLOADED,
                        "The published heads of the audit chain cannot be read, so nothing was verified: "
                                + e.getMessage()))
                .replaceWith(findings);
    }

    private Uni<Void> lookUp(Optional<String> tenant, List<Anchor> anchors, Map<String, AnchorFindings> findings) {
        if (anchors.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var tenants = anchors.stream().map(Anchor::tenant).toArray(String[]::new);
        var positions = anchors.stream().map(Anchor::position).toArray(Long[]::new);
        return transactions
                .forTenant(
                        tenant.orElse(Transactions.ALL_TENANTS),
                        "audit-verification",
                        tx -> tx.query(SEALS, tenants, positions))
                .invoke(rows -> {
                    var seals = new HashMap<Long, AnchorFindings.Seal>();
                    rows.forEach(row -> seals.put(
                            row.getLong("number"),
                            new AnchorFindings.Seal(
                                    HexFormat.of()
                                            .formatHex(row.getBuffer("hash").getBytes()),
                                    row.getUUID("entry_id"))));
                    long number = 0;
                    for (var anchor : anchors) {
                        findings.computeIfAbsent(anchor.tenant(), t -> new AnchorFindings())
                                .add(anchor, Optional.ofNullable(seals.get(++number)));
                    }
                })
                .replaceWithVoid();
    }
}
