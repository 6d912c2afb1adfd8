package io.receivables.chassis.probe;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;

/** The ways a record can be wrong, and where each must end: a list to grow with every new idea. */
final class PoisonKinds {
    private static final String NAME_OF_TENANT = "ce_tenantid";
    private static final String ID = "ce_id";
    private static final String TYPE = "ce_type";
    private static final String SUBJECT = "ce_subject";
    private static final String TIME = "ce_time";
    private static final String SEQUENCE = "ce_sequence";

    private final List<Kind> all = new ArrayList<>();

    private PoisonKinds() {
        envelopes();
        sequences();
        tenants();
        payloads();
        harmless();
    }

    static List<Kind> all() {
        return new PoisonKinds().all;
    }

    private void envelopes() {
        unreadable("no payload", d -> d.value = null);
        for (var header : List.of(ID, TYPE, SUBJECT, TIME)) {
            unreadable("without " + header, d -> d.without(header));
            unreadable("with an empty " + header, d -> d.set(header, ""));
            unreadable("with a null " + header, d -> d.bytes(header, null));
            unreadable("with a NUL in " + header, d -> d.set(header, d.text(header) + "\u0000"));
            unreadable("with UTF-16 in " + header, d -> d.encode(header, StandardCharsets.UTF_16));
            unreadable("with broken UTF-8 in " + header, d -> d.bytes(header, new byte[] {(byte) 0xc3, 0x28}));
            unreadable("with two different " + header, d -> d.add(header, "another"));
        }
        unreadable("an id that is no UUID", d -> d.set(ID, "17"));
        unreadable("an id that only looks like a UUID", d -> d.set(ID, "1-1-1-1-1"));
        unreadable("a subject that is no UUID", d -> d.set(SUBJECT, "payment 17"));
        unreadable("a type of somebody else", d -> d.set(TYPE, "com.example.PaymentReceived.v1"));
        unreadable("a type without a name", d -> d.set(TYPE, "receivables."));
        unreadable("a type without end", d -> d.set(TYPE, "receivables." + "x".repeat(5000)));
        unreadable("a time that is none", d -> d.set(TIME, "yesterday"));
        unreadable("a time without zone", d -> d.set(TIME, "2025-03-01T12:00:00"));
        unreadable("a time beyond all calendars", d -> d.set(TIME, "+999999999-12-31T23:59:59Z"));
        unreadable("a time before money", d -> d.set(TIME, "-999999999-01-01T00:00:00Z"));
    }

    private void sequences() {
        for (var sequence :
                List.of("0", "-1", "", "abc", "1.5", " 1", "0x1", "9223372036854775807", "9223372036854775808", "١x")) {
            unreadable("sequence '" + sequence + "'", d -> d.set(SEQUENCE, sequence));
        }
        unreadable("without a sequence", d -> d.without(SEQUENCE));
        add("the largest sequence", Fate.GAP, d -> d.set(SEQUENCE, "9007199254740991"));
        add("a sequence far ahead", Fate.GAP, d -> d.set(SEQUENCE, "1000"));
    }

    private void tenants() {
        operator("without a tenant", d -> d.without(NAME_OF_TENANT));
        for (var tenant :
                List.of("", "*", "ACME", "a b", "-a", "a_b", "ä", "x".repeat(41), "' or true --", "a\u0000")) {
            operator("tenant '" + tenant.replace('\u0000', '0') + "'", d -> d.set(NAME_OF_TENANT, tenant));
        }
        operator("two tenants", d -> d.add(NAME_OF_TENANT, "another-tenant"));
    }

    private void payloads() {
        for (var text : List.of(
                "{not json",
                "",
                " ",
                "{\"name\":\"cut o",
                "[]",
                "[{\"name\":\"x\"}]",
                "17",
                "\"text\"",
                "true",
                "null",
                "{\"name\":null}",
                "{\"name\":7}",
                "{\"name\":{}}",
                "{\"name\":[\"x\"]}",
                "{\"name\":\"a\",\"name\":\"b\"}",
                "{\"name\":\"x\"} trailing",
                "{\"name\":\"a\\u0000b\"}",
                "<name>x</name>",
                "[".repeat(5000))) {
            poison("payload " + text.substring(0, Math.min(text.length(), 24)), d -> d.value = utf8(text));
        }
        poison("three megabytes of nothing", d -> d.value = utf8("x".repeat(3_000_000)));
        poison("three megabytes of nesting", d -> d.value = utf8("{\"name\":".repeat(375_000)));
        poison("Latin-1", d -> d.value = "{\"name\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1));
        poison("no character of UTF-32", d -> d.value = new byte[] {0, 0, 0, '{', 0, 0x7f, 0x7f, 0x7f});
        poison("binary", d -> d.value = new byte[] {1, 2, 3, (byte) 0xff, 0});
        poison("that the handler refuses", d -> d.value = ParkingLot.payload("poison"));
        poison("with a header nobody can name", d -> {
            d.value = utf8("{");
            d.add("na\u0000me", "\u0000");
        });
        poison("an event id that is taken", d -> d.set(ID, d.taken.toString()));
    }

    private void harmless() {
        add("no key", Fate.APPLIED, d -> d.key = null);
        add("a key that is no UUID", Fate.APPLIED, d -> d.key = "17");
        add("a key with a NUL", Fate.APPLIED, d -> d.key = "\u0000");
        add("the same header twice", Fate.APPLIED, d -> d.add(ID, d.text(ID)));
        add("a correlation id with a NUL", Fate.APPLIED, d -> d.set("ce_correlationid", "a\u0000"));
        add("a correlation id without end", Fate.APPLIED, d -> d.set("ce_correlationid", "x".repeat(5000)));
        add("a trace that is none", Fate.APPLIED, d -> d.set("traceparent", "00-zz\u0000"));
        add("a header with a NUL", Fate.APPLIED, d -> d.add("na\u0000me", "\u0000"));
        add("a time far ahead", Fate.APPLIED, d -> d.set(TIME, "9999-12-31T23:59:59Z"));
        add("three megabytes of name", Fate.APPLIED, d -> d.value = ParkingLot.payload("y".repeat(3_000_000)));
        add("UTF-16", Fate.APPLIED, d -> d.value = "{\"name\":\"x\"}".getBytes(StandardCharsets.UTF_16));
        add("a type nobody knows", Fate.IGNORED, d -> d.set(TYPE, "receivables.PaymentDreamt.v9"));
    }

    private void unreadable(String name, Consumer<Draft> change) {
        add(name, Fate.UNREADABLE, change);
    }

    private void operator(String name, Consumer<Draft> change) {
        add(name, Fate.OF_THE_OPERATOR, change);
    }

    private void poison(String name, Consumer<Draft> change) {
        add(name, Fate.POISON, change);
    }

    private void add(String name, Fate fate, Consumer<Draft> change) {
        all.add(new Kind(name, fate, change));
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Where a record must end. */
    enum Fate {
        APPLIED,
        IGNORED,
        GAP,
        POISON,
        UNREADABLE,
        OF_THE_OPERATOR
    }

    /** One way to be wrong. */
    record Kind(String name, Fate fate, Consumer<Draft> change) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** A good record until somebody changes it. */
    static final class Draft {
        final UUID taken;
        String key;
        byte[] value = ParkingLot.payload("first");
        private final List<RecordHeader> headers = new ArrayList<>();

        Draft(String tenant, UUID subject, long sequence, UUID taken) {
            this.taken = taken;
            this.key = subject.toString();
            add("ce_specversion", "1.0");
            add(ID, UUID.randomUUID().toString());
            add(TYPE, "receivables." + MishapConsumer.TYPE);
            add(SUBJECT, subject.toString());
            add(TIME, "2025-03-01T12:00:00Z");
            add(NAME_OF_TENANT, tenant);
            add(SEQUENCE, Long.toString(sequence));
        }

        Draft id(UUID id) {
            set(ID, id.toString());
            return this;
        }

        Draft name(String name) {
            value = ParkingLot.payload(name);
            return this;
        }

        void add(String header, String text) {
            headers.add(new RecordHeader(header, utf8(text)));
        }

        void set(String header, String text) {
            bytes(header, utf8(text));
        }

        void bytes(String header, byte[] bytes) {
            without(header);
            headers.add(new RecordHeader(header, bytes));
        }

        void without(String header) {
            headers.removeIf(h -> h.key().equals(header));
        }

        void encode(String header, Charset charset) {
            bytes(header, text(header).getBytes(charset));
        }

        String text(String header) {
            return headers.stream()
                    .filter(h -> h.key().equals(header))
                    .map(h -> new String(h.value(), StandardCharsets.UTF_8))
                    .findFirst()
                    .orElseThrow();
        }

        ProducerRecord<String, byte[]> build() {
            return new ProducerRecord<>(MishapConsumer.TOPIC, null, key, value, List.copyOf(headers));
        }
    }
}
