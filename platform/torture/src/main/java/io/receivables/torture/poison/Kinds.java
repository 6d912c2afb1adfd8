package io.receivables.torture.poison;

import io.receivables.torture.poison.Kind.Fate;
import io.receivables.torture.poison.Kind.Recipe;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** Every way a record can be wrong on every topic that somebody reads: a list to grow with every new idea. */
final class Kinds {

    private static final int LARGE = 3_000_000;

    private final List<Kind> all = new ArrayList<>();
    private final Stock stock;

    private Kinds(Stock stock) {
        this.stock = stock;
        envelopes();
        sequences();
        tenants();
        payloads();
        orders();
        harmless();
        new Fields(stock)
                .mutations()
                .forEach((name, payload) -> add(name, Fate.EITHER, b -> {
                    String own = payload.replace(Fields.AGGREGATE, b.aggregate().toString());
                    return List.of(b.event(1).value(own));
                }));
    }

    /** So many kinds, drawn by the seed; all of them when fewer exist. */
    static List<Kind> some(int most, SplittableRandom random) {
        List<Kind> kinds = new ArrayList<>();
        Stock.all().forEach(stock -> kinds.addAll(new Kinds(stock).all));
        Collections.shuffle(kinds, new Random(random.nextLong()));
        return List.copyOf(kinds.subList(0, Math.min(most, kinds.size())));
    }

    private void envelopes() {
        for (String header : List.of(Draft.ID, Draft.TYPE, Draft.SUBJECT, Draft.TIME)) {
            parked("without " + header, d -> d.without(header));
            parked("empty " + header, d -> d.set(header, ""));
            parked("null " + header, d -> d.bytes(header, null));
            parked("NUL in " + header, d -> d.set(header, d.text(header) + "\u0000"));
            parked("UTF-16 in " + header, d -> d.encode(header, StandardCharsets.UTF_16));
            parked("broken UTF-8 in " + header, d -> d.bytes(header, new byte[] {(byte) 0xc3, 0x28}));
            parked("two different " + header, d -> d.add(header, "another"));
        }
        parked("tombstone", Draft::tombstone);
        parked("id that is no UUID", d -> d.set(Draft.ID, "17"));
        parked("id that only looks like a UUID", d -> d.set(Draft.ID, "1-1-1-1-1"));
        parked("subject that is no UUID", d -> d.set(Draft.SUBJECT, "payment 17"));
        parked("type of somebody else", d -> d.set(Draft.TYPE, "com.example.Something.v1"));
        parked("type without a name", d -> d.set(Draft.TYPE, "receivables."));
        parked("type without end", d -> d.set(Draft.TYPE, "receivables." + "x".repeat(5000)));
        parked("time that is none", d -> d.set(Draft.TIME, "yesterday"));
        parked("time without zone", d -> d.set(Draft.TIME, "2025-03-01T12:00:00"));
        parked("time beyond all calendars", d -> d.set(Draft.TIME, "+999999999-12-31T23:59:59Z"));
        parked("time before money", d -> d.set(Draft.TIME, "-999999999-01-01T00:00:00Z"));
    }

    private void sequences() {
        for (String sequence :
                List.of("0", "-1", "", "abc", "1.5", " 1", "0x1", "9223372036854775807", "9223372036854775808", "١x")) {
            parked("sequence '" + sequence + "'", d -> d.set(Draft.SEQUENCE, sequence));
        }
        parked("without a sequence", d -> d.without(Draft.SEQUENCE));
        parked("largest sequence", d -> d.set(Draft.SEQUENCE, "9007199254740991"));
        parked("sequence far ahead", d -> d.set(Draft.SEQUENCE, "1000"));
    }

    private void tenants() {
        parked("without a tenant", d -> d.without(Draft.TENANT));
        for (String tenant :
                List.of("", "*", "ACME", "a b", "-a", "a_b", "ä", "x".repeat(41), "' or true --", "a\u0000")) {
            parked("tenant '" + tenant.replace('\u0000', '0') + "'", d -> d.set(Draft.TENANT, tenant));
        }
        parked("two tenants", d -> d.add(Draft.TENANT, "another-tenant"));
    }

    private void payloads() {
        for (String text : List.of(
                "{not json",
                "",
                " ",
                "[]",
                "[{}]",
                "17",
                "\"text\"",
                "true",
                "null",
                "<name>x</name>",
                "[".repeat(5000))) {
            parked("payload " + text.substring(0, Math.min(text.length(), 16)), d -> d.value(text));
        }
        parked(
                "payload cut off",
                d -> d.value(d.payload().substring(0, d.payload().length() / 2)));
        parked("payload with something behind it", d -> d.value(d.payload() + " trailing"));
        parked("payload of three megabytes", d -> d.value("x".repeat(LARGE)));
        parked("payload of endless nesting", d -> d.value("{\"a\":".repeat(LARGE / 5)));
        parked("payload that is binary", d -> d.value(new byte[] {1, 2, 3, (byte) 0xff, 0}));
        parked("payload of no UTF-32", d -> d.value(new byte[] {0, 0, 0, '{', 0, 0x7f, 0x7f, 0x7f}));
        add(
                "event id that is taken",
                Fate.PARKED,
                b -> List.of(b.event(1).set(Draft.ID, b.taken().toString()).partition(0)));
    }

    /** Wrong in where or when it comes. */
    private void orders() {
        harmless("sequence that goes back", b -> List.of(b.filler(1), b.event(1).value("{not json")));
        harmless("again and again", b -> {
            Draft filler = b.filler(1);
            return List.of(filler, filler, filler, filler, filler);
        });
        harmless("in reverse order", b -> List.of(b.filler(4), b.filler(3), b.filler(1), b.filler(5)));
        for (int i = 0; i < stock.partitions(); i++) {
            int partition = i;
            harmless("on partition " + i, b -> List.of(b.filler(1).partition(partition)));
        }
    }

    private void harmless() {
        harmless("no key", b -> List.of(b.filler(1).key(null)));
        harmless("key that is no UUID", b -> List.of(b.filler(1).key("17")));
        harmless("key with a NUL", b -> List.of(b.filler(1).key("\u0000")));
        harmless("same header twice", b -> {
            Draft filler = b.filler(1);
            return List.of(filler.add(Draft.ID, filler.text(Draft.ID)));
        });
        harmless("correlation id with a NUL", b -> List.of(b.filler(1).set("ce_correlationid", "a\u0000")));
        harmless("correlation id without end", b -> List.of(b.filler(1).set("ce_correlationid", "x".repeat(5000))));
        harmless("trace that is none", b -> List.of(b.filler(1).set("traceparent", "00-zz\u0000")));
        harmless("header with a NUL", b -> List.of(b.filler(1).add("na\u0000me", "\u0000")));
        harmless("time far ahead", b -> List.of(b.filler(1).set(Draft.TIME, "9999-12-31T23:59:59Z")));
        harmless("unknown version", b -> List.of(b.event(1).set(Draft.TYPE, "receivables." + stock.type() + "999")));
        harmless(
                "unknown type with a payload of nothing",
                b -> List.of(b.filler(1).value("")));
    }

    private void parked(String name, Consumer<Draft> change) {
        add(name, Fate.PARKED, b -> {
            Draft draft = b.event(1);
            change.accept(draft);
            return List.of(draft);
        });
    }

    private void harmless(String name, Recipe recipe) {
        add(name, Fate.HARMLESS, recipe);
    }

    private void add(String name, Fate fate, Recipe recipe) {
        all.add(new Kind(stock, name, fate, recipe));
    }
}
