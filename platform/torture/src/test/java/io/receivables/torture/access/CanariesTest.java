package io.receivables.torture.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.receivables.torture.api.Reply;
import io.receivables.torture.api.Request;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A secret is noticed wherever it stands, and not when the caller has named it himself. */
class CanariesTest {

    private static final String ID = "01990000-0000-7000-8000-0000000000c1";
    private static final Request ASKED = new Request("GET", "/v1/invoices", Map.of(), new byte[0]);

    private final Canaries canaries = new Canaries("QABCDEQ");

    @Test
    void idsAmountsAndTheMarkAreNoticedInBodiesAndHeaders() {
        canaries.harvest("{\"id\":\"" + ID + "\",\"amount\":\"7919.37\"}");

        assertThat(canaries.leak(ASKED, reply("{\"x\":\"" + ID + "\"}"))).contains(ID);
        assertThat(canaries.leak(ASKED, reply("{\"sum\":\"7919.37\"}"))).contains("7919.37");
        assertThat(canaries.leak(ASKED, reply("Adria qabcdeq d.o.o."))).contains("qabcdeq");
        assertThat(canaries.leak(ASKED, new Reply(201, Map.of("location", "/v1/x/" + ID), new byte[0], 0)))
                .contains(ID);
        assertThat(canaries.leak(ASKED, reply("{\"items\":[]}"))).isEmpty();
    }

    @Test
    void whatTheCallerSaidAndWhatEverybodySeesIsNoLeak() {
        canaries.harvest(ID);
        assertThat(canaries.leak(ASKED.withTarget("/v1/invoices/" + ID), reply("Invoice " + ID)))
                .isEmpty();

        canaries.except(List.of(ID));
        assertThat(canaries.leak(ASKED, reply(ID))).isEmpty();
    }

    private static Reply reply(String body) {
        return new Reply(200, Map.of(), body.getBytes(StandardCharsets.UTF_8), 0);
    }
}
