package io.receivables.chassis.auditchain;

import static io.receivables.chassis.auditchain.ChainBreak.Kind.DELETED;
import static io.receivables.chassis.auditchain.ChainBreak.Kind.EDITED;
import static io.receivables.chassis.auditchain.ChainBreak.Kind.INSERTED;
import static io.receivables.chassis.auditchain.ChainBreak.Kind.SEAL_BROKEN;
import static io.receivables.chassis.auditchain.ChainBreak.Kind.TAIL_CUT;

import io.receivables.chassis.auditchain.Attacker.Forged;
import io.receivables.chassis.auditchain.ChainBreak.Kind;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/** Everything an attacker may do to a trail, and what a verification must call it. */
enum Manipulation {
    EDIT_OF_A_FIELD(EDITED) {
        @Override
        void plant(Attacker attacker, List<Forged> chain, Random random) throws SQLException {
            var edit = EDITS.get(random.nextInt(EDITS.size()));
            attacker.run("update audit_entries set " + edit + " where id = ?", any(chain, random));
        }
    },
    ANOTHER_ID_OR_TENANT(DELETED) {
        @Override
        void plant(Attacker attacker, List<Forged> chain, Random random) throws SQLException {
            var edit = random.nextBoolean() ? "id = gen_random_uuid()" : "tenant_id = 'somebody-else'";
            attacker.run("update audit_entries set " + edit + " where id = ?", any(chain, random));
        }
    },
    DELETION_OF_AN_ENTRY(DELETED) {
        @Override
        void plant(Attacker attacker, List<Forged> chain, Random random) throws SQLException {
            attacker.run("delete from audit_entries where id = ?", any(chain, random));
        }
    },
    DELETION_OF_ENTRY_AND_SEAL(DELETED, TAIL_CUT) {
        @Override
        void plant(Attacker attacker, List<Forged> chain, Random random) throws SQLException {
            var id = any(chain, random);
            attacker.run("delete from audit_entries where id = ?", id);
            attacker.run("delete from audit_seals where entry_id = ?", id);
        }
    },
    DELETION_OF_A_SEAL(DELETED, TAIL_CUT) {
        @Override
        void plant(Attacker attacker, List<Forged> chain, Random random) throws SQLException {
            attacker.run("delete from audit_seals where entry_id = ?", any(chain, random));
        }
    },
    CHANGE_OF_A_SEAL(SEAL_BROKEN) {
        @Override
        void plant(Attacker attacker, List<Forged> chain, Random random) throws SQLException {
            int at = random.nextInt(32);
            attacker.run(
                    "update audit_seals set hash = set_byte(hash, ?, get_byte(hash, ?) # ?) where entry_id = ?",
                    at,
                    at,
                    1 + random.nextInt(255),
                    any(chain, random));
        }
    },
    TAIL_CUT_OF_ENTRIES_AND_SEALS(TAIL_CUT) {
        @Override
        void plant(Attacker attacker, List<Forged> chain, Random random) throws SQLException {
            cut(attacker, chain, random);
        }
    },
    TAIL_CUT_COVERED_BY_LATER_CHANGES(SEAL_BROKEN) {
        @Override
        void plant(Attacker attacker, List<Forged> chain, Random random) throws SQLException {
            cut(attacker, chain, random);
        }

        @Override
        boolean lifeGoesOn() {
            return true;
        }
    },
    SWAP_OF_TWO_ENTRIES(EDITED) {
        @Override
        void plant(Attacker attacker, List<Forged> chain, Random random) throws SQLException {
            int first = random.nextInt(chain.size());
            int second = (first + 1 + random.nextInt(chain.size() - 1)) % chain.size();
            var one = chain.get(first).entry().id();
            var other = chain.get(second).entry().id();
            var aside = UUID.randomUUID();
            var swap = random.nextBoolean()
                    ? "update audit_entries set id = ? where id = ?"
                    : "update audit_seals set entry_id = ? where entry_id = ?";
            attacker.run(swap, aside, one);
            attacker.run(swap, one, other);
            attacker.run(swap, other, aside);
        }
    },
    INSERTION_PAST_THE_SEALER(INSERTED) {
        @Override
        void plant(Attacker attacker, List<Forged> chain, Random random) throws SQLException {
            attacker.forgePastTheSealer(any(chain, random), random.nextBoolean() ? "clock_timestamp()" : "recorded_at");
        }
    },
    INSERTION_DATED_BACK_AND_SEALED(INSERTED) {
        @Override
        void plant(Attacker attacker, List<Forged> chain, Random random) throws SQLException {
            attacker.forge(any(chain, random), "recorded_at - interval '61 minutes'");
        }

        @Override
        boolean lifeGoesOn() {
            return true;
        }
    },
    EDIT_UNDER_A_NEW_CHAIN(SEAL_BROKEN) {
        @Override
        void plant(Attacker attacker, List<Forged> chain, Random random) throws SQLException {
            attacker.run(
                    "update audit_entries set " + EDITS.get(random.nextInt(EDITS.size())) + " where id = ?",
                    any(chain, random));
            attacker.sealAgain(entries(attacker.chain()));
        }
    },
    DELETION_UNDER_A_NEW_CHAIN(TAIL_CUT) {
        @Override
        void plant(Attacker attacker, List<Forged> chain, Random random) throws SQLException {
            attacker.run("delete from audit_entries where id = ?", any(chain, random));
            attacker.sealAgain(entries(attacker.chain()));
        }
    },
    INSERTION_UNDER_A_NEW_CHAIN(SEAL_BROKEN) {
        @Override
        void plant(Attacker attacker, List<Forged> chain, Random random) throws SQLException {
            int at = random.nextInt(chain.size());
            var id = attacker.forgePastTheSealer(chain.get(at).entry().id(), "recorded_at");
            attacker.run(
                    """
                    insert into audit_seals (tenant_id, position, entry_id, hash)
                    select tenant_id, 1000000, id, decode(repeat('00', 32), 'hex') from audit_entries where id = ?""",
                    id);
            var entries = entries(attacker.chain());
            entries.add(at, entries.remove(entries.size() - 1));
            attacker.sealAgain(entries);
        }
    };

    private static final List<String> EDITS = List.of(
            "entity = entity || 's'",
            "entity_id = gen_random_uuid()",
            "action = 'APPROVE'",
            "actor = 'mallory'",
            "reason = case when reason is null then '' end",
            "reason = coalesce(reason, '') || ' '",
            "before = case when before is null then 'null'::jsonb end",
            "before = coalesce(jsonb_set(before, '{rate}', '0.01'), '{}')",
            "after = case when after is null then '{}'::jsonb end",
            "after = coalesce(jsonb_set(after, '{version}', '99999'), '[]')",
            "occurred_at = occurred_at + interval '1 microsecond'",
            "recorded_at = recorded_at - interval '1 microsecond'",
            "correlation_id = upper(correlation_id) || 'x'");

    private final Set<Kind> kinds;

    Manipulation(Kind... kinds) {
        this.kinds = Set.of(kinds);
    }

    abstract void plant(Attacker attacker, List<Forged> chain, Random random) throws SQLException;

    /** Whether the service makes and seals further changes before anybody verifies. */
    boolean lifeGoesOn() {
        return false;
    }

    /** One of these is what a verification has to say. */
    Set<Kind> kinds() {
        return kinds;
    }

    private static UUID any(List<Forged> chain, Random random) {
        return chain.get(random.nextInt(chain.size())).entry().id();
    }

    private static void cut(Attacker attacker, List<Forged> chain, Random random) throws SQLException {
        long from = 1 + random.nextInt(chain.size());
        for (var link : chain) {
            if (link.position() >= from) {
                attacker.run(
                        "delete from audit_entries where id = ?", link.entry().id());
                attacker.run(
                        "delete from audit_seals where entry_id = ?",
                        link.entry().id());
            }
        }
    }

    private static List<TrailEntry> entries(List<Forged> chain) {
        return new ArrayList<>(chain.stream().map(Forged::entry).toList());
    }
}
