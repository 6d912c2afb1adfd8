package io.receivables.chassis.auditchain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The golden forms and hashes were computed by the script in docs/audit-trail.md, not by the code under test. */
class TrailEntryTest {
    private static final UUID ID = UUID.fromString("0199c5d4-2a30-7b42-9a10-5d6c3b8e7f99");
    private static final UUID NEXT_ID = UUID.fromString("0199c5d4-2a30-7b42-9a10-5d6c3b8e7f9a");
    private static final UUID ENTITY_ID = UUID.fromString("0199c5d4-1e20-7b42-9a10-5d6c3b8e7f01");
    private static final Instant OCCURRED = Instant.parse("2025-04-01T09:30:00Z");
    private static final Instant RECORDED = Instant.parse("2025-04-01T09:30:00.250417Z");
    private static final String REASON = "wrong \"payer\"\n\u0001 é 😀";
    private static final String BEFORE =
            """
            {"version": 1.50, "b": [1, 2.0, {"z": null, "a": true}], "é": "x",
             "amount": {"currency": "EUR", "amount": "12.50"}, "tiny": 0.000, "big": 12345678901234567890.10,
             "exp": 1e3, "neg": -0.10, "😀": 1, "\uFB33": 2}""";

    private static TrailEntry entry(Optional<String> reason, Optional<String> before, Optional<String> after) {
        return new TrailEntry(
                ID,
                "acme",
                "payment",
                ENTITY_ID,
                "REVERSE",
                "anna",
                reason,
                before,
                after,
                OCCURRED,
                RECORDED,
                "5f1d7c0a");
    }

    private static String canonical(TrailEntry entry) {
        return new String(entry.canonical(), StandardCharsets.UTF_8);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    @Test
    void theCanonicalFormIsTheDocumentedOne() {
        assertThat(canonical(entry(Optional.of(REASON), Optional.of(BEFORE), Optional.of("{ }"))))
                .isEqualTo("{\"action\":\"REVERSE\",\"actor\":\"anna\",\"after\":{},\"before\":{\"amount\":{\"amount\":"
                        + "\"12.50\",\"currency\":\"EUR\"},\"b\":[1,2,{\"a\":true,\"z\":null}],"
                        + "\"big\":12345678901234567890.1,\"exp\":1000,\"neg\":-0.1,\"tiny\":0,\"version\":1.5,"
                        + "\"é\":\"x\",\"😀\":1,\"\uFB33\":2},\"correlationId\":\"5f1d7c0a\",\"entity\":\"payment\","
                        + "\"entityId\":\"0199c5d4-1e20-7b42-9a10-5d6c3b8e7f01\","
                        + "\"id\":\"0199c5d4-2a30-7b42-9a10-5d6c3b8e7f99\","
                        + "\"occurredAt\":\"2025-04-01T09:30:00.000000Z\","
                        + "\"reason\":\"wrong \\\"payer\\\"\\n\\u0001 é 😀\","
                        + "\"recordedAt\":\"2025-04-01T09:30:00.250417Z\",\"tenant\":\"acme\"}");
    }

    @Test
    void twoSealsHaveTheHashesOfAnotherImplementation() {
        var first = entry(Optional.of(REASON), Optional.of(BEFORE), Optional.of("{}"))
                .sealedAfter(TrailEntry.genesis());
        var second = new TrailEntry(
                        NEXT_ID,
                        "acme",
                        "payment",
                        ENTITY_ID,
                        "REVERSE",
                        "anna",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("[]"),
                        OCCURRED,
                        RECORDED,
                        "5f1d7c0a")
                .sealedAfter(first);

        assertThat(hex(first)).isEqualTo("9afaece9fbc73a2cc40651b7411dc59e3be60879ee5bfbfc852dcca549a740d6");
        assertThat(hex(second)).isEqualTo("ddf481de3c54c72341a71a540db7de1591cc7e52d1e3afe5124a10740ceb3746");
    }

    @Test
    void theExampleOfTheDocumentationIsTrue() {
        var before = Optional.of("{\"rate\": 1.50, \"amount\": {\"currency\": \"EUR\", \"amount\": \"12.50\"}}");
        assertThat(hex(entry(Optional.empty(), before, Optional.of("{}")).sealedAfter(TrailEntry.genesis())))
                .isEqualTo("a5917f31b326e2cd487045f30e97ffbdea7e962372193f50565c48327d353cd9");
    }

    @Test
    void theFormattingOfJsonDoesNotMatter() {
        var forms = List.of(
                "{\"b\":[1,2.50],\"a\":\"é\"}",
                "{ \"a\" : \"\\u00e9\",\n \"b\" : [ 1.0, 25e-1 ] }",
                "{\"a\": \"é\", \"b\": [1, 2.5000]}");
        assertThat(forms.stream()
                        .map(json -> canonical(entry(Optional.empty(), Optional.of(json), Optional.empty())))
                        .distinct())
                .hasSize(1);
    }

    @Test
    void absentNullAndEmptyAreThreeDifferentThings() {
        assertThat(List.of(
                                Optional.<String>empty(),
                                Optional.of("null"),
                                Optional.of("{}"),
                                Optional.of("[]"),
                                Optional.of("\"\""),
                                Optional.of("0"),
                                Optional.of("false"))
                        .stream()
                        .map(json -> canonical(entry(Optional.empty(), json, Optional.empty())))
                        .distinct())
                .hasSize(7);
        assertThat(canonical(entry(Optional.of(""), Optional.empty(), Optional.empty())))
                .isNotEqualTo(canonical(entry(Optional.empty(), Optional.empty(), Optional.empty())));
    }

    @Test
    void aValueCannotPretendToBeAnotherField() {
        assertThat(canonical(entry(Optional.of("x\",\"tenant\":\"other"), Optional.empty(), Optional.empty())))
                .contains("\"reason\":\"x\\\",\\\"tenant\\\":\\\"other\"");
    }
}
