package io.receivables.invoicing.billrun;

import static org.assertj.core.api.Assertions.assertThat;

import io.receivables.chassis.idempotency.Decision;
import io.receivables.chassis.problem.Problem;
import io.receivables.invoicing.InvoicingProblem;
import io.receivables.invoicing.billrun.file.InvoiceLines;
import io.receivables.invoicing.billrun.model.RowResult;
import io.receivables.invoicing.billrun.model.RowStatus;
import io.receivables.invoicing.invoice.InvoiceService;
import io.receivables.invoicing.invoice.model.Contents;
import io.receivables.invoicing.invoice.model.InvoiceContent;
import io.receivables.invoicing.invoice.model.InvoiceDraft;
import io.receivables.invoicing.invoice.model.VatCategory;
import io.receivables.invoicing.invoice.model.Wishes;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** An external id that comes again is judged by the first valid row that has it. */
class RowCheckingTest {
    private static final UUID PARTY = UUID.randomUUID();
    private static final Problem UNKNOWN_RATE = Problem.of(InvoicingProblem.UNKNOWN_VAT_RATE, "not in force");

    @Test
    void aRowAgreesWithAnEarlierOneOrIsRefused() {
        var results = check(Map.of(), valid("E", "10"), valid("E", "10"), valid("E", "11"), valid("F", "11"));

        assertThat(results)
                .extracting(RowResult::status)
                .containsExactly(RowStatus.VALID, RowStatus.VALID, RowStatus.REFUSED, RowStatus.VALID);
        assertThat(((RowResult.Refused) results.get(2)).problem().code()).isEqualTo("external_id_conflict");
        assertThat(((RowResult.Refused) results.get(2)).problem().detail()).contains("row 1");
    }

    @Test
    void aRefusedRowTakesNoExternalId() {
        var results = check(Map.of(), refused("E", "10"), valid("E", "11"), valid("E", "10"));

        assertThat(results)
                .extracting(RowResult::status)
                .containsExactly(RowStatus.REFUSED, RowStatus.VALID, RowStatus.REFUSED);
        assertThat(((RowResult.Refused) results.get(0)).problem().code()).isEqualTo("unknown_vat_rate");
        assertThat(((RowResult.Refused) results.get(2)).problem().code()).isEqualTo("external_id_conflict");
    }

    @Test
    void rowsOfEarlierChunksCount() {
        var before = new RowResult.Valid(1, Optional.of("E"), InvoiceService.contentHash(draft("E", "10")));

        assertThat(check(Map.of("E", before), valid("E", "10"), refused("E", "10"), valid("E", "11")))
                .extracting(RowResult::status)
                .containsExactly(RowStatus.VALID, RowStatus.VALID, RowStatus.REFUSED);
    }

    private record Row(InvoiceDraft draft, Decision<InvoiceDraft> decision) {}

    private static Row valid(String externalId, String price) {
        var draft = draft(externalId, price);
        return new Row(draft, new Decision.Done<>(draft));
    }

    private static Row refused(String externalId, String price) {
        return new Row(draft(externalId, price), new Decision.Refused<>(UNKNOWN_RATE));
    }

    private static List<RowResult> check(Map<String, RowResult.Valid> before, Row... rows) {
        var lines = new java.util.ArrayList<InvoiceLines.Read>();
        for (var row : rows) {
            lines.add(new InvoiceLines.Read(lines.size() + 1, new Decision.Done<>(row.draft())));
        }
        var decisions = java.util.Arrays.stream(rows).map(Row::decision).toList();
        return RowChecking.results(lines, decisions, new HashMap<>(before));
    }

    private static InvoiceDraft draft(String externalId, String price) {
        var content = new InvoiceContent(
                Currency.getInstance("EUR"),
                List.of(Contents.line(1, "1", price, VatCategory.S, "27")),
                List.of(),
                List.of());
        return new InvoiceDraft(
                PARTY,
                PARTY,
                Optional.of(externalId),
                Optional.empty(),
                Optional.empty(),
                new Wishes(Optional.empty(), Optional.empty(), Optional.empty()),
                content);
    }
}
