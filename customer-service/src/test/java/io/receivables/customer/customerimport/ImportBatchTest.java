package io.receivables.customer.customerimport;

import static org.assertj.core.api.Assertions.assertThat;

import io.receivables.chassis.problem.FieldError;
import io.receivables.customer.customer.model.Contact;
import io.receivables.customer.customer.model.Customer;
import io.receivables.customer.customer.model.PaymentTerms;
import io.receivables.customer.customer.model.Profiles;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ImportBatchTest {
    private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");

    private final Customer stored = Customer.register("acme", UUID.randomUUID(), Profiles.full(), NOW);

    @Test
    void aColumnThatIsMissingKeepsWhatIsStored() {
        var batch = decide(row(Map.of(CsvColumn.EXTERNAL_ID, "C-1001", CsvColumn.NAME, "Tisza")));

        assertThat(batch.changed()).singleElement().satisfies(change -> {
            assertThat(change.customer().profile()).isEqualTo(Profiles.named("Tisza"));
            assertThat(change.event().sequence()).isEqualTo(2);
            assertThat(change.before().orElseThrow().name()).isEqualTo("Duna Pékség Kft.");
        });
    }

    @Test
    void anEmptyCellRemovesWhatIsStored() {
        var batch = decide(row(Map.of(
                CsvColumn.EXTERNAL_ID,
                "C-1001",
                CsvColumn.VAT_ID,
                "",
                CsvColumn.IBANS,
                " ",
                CsvColumn.CONTACT_NAME,
                "",
                CsvColumn.PAYMENT_TERMS_KIND,
                "",
                CsvColumn.PAYMENT_TERMS_DAYS,
                "")));

        var profile = batch.changed().get(0).customer().profile();
        assertThat(profile.vatId()).isEmpty();
        assertThat(profile.ibans()).isEmpty();
        assertThat(profile.contacts()).isEmpty();
        assertThat(profile.paymentTerms()).isEqualTo(PaymentTerms.DEFAULT);
    }

    @Test
    void oneTermsColumnChangesOneHalfOfTheTerms() {
        var batch = decide(row(Map.of(CsvColumn.EXTERNAL_ID, "C-1001", CsvColumn.PAYMENT_TERMS_DAYS, "20")));

        assertThat(batch.changed().get(0).customer().profile().paymentTerms())
                .isEqualTo(new PaymentTerms(PaymentTerms.Kind.END_OF_MONTH, 20));
    }

    @Test
    void theContactOfARowReplacesTheStoredOnes() {
        var batch = decide(row(Map.of(
                CsvColumn.EXTERNAL_ID,
                "C-1001",
                CsvColumn.CONTACT_NAME,
                "Béla",
                CsvColumn.CONTACT_EMAIL,
                "bela@example.com")));

        assertThat(batch.changed().get(0).customer().profile().contacts())
                .containsExactly(
                        new Contact("Béla", Optional.of("bela@example.com"), Optional.empty(), Optional.empty()));
    }

    @Test
    void severalIbansAreSeparatedByABar() {
        var batch = decide(row(Map.of(
                CsvColumn.EXTERNAL_ID,
                "C-1001",
                CsvColumn.IBANS,
                "DE89 3704 0044 0532 0130 00|HU42117730161111101800000000|")));

        assertThat(batch.changed().get(0).customer().profile().ibans())
                .containsExactly("DE89370400440532013000", "HU42117730161111101800000000");
    }

    @Test
    void anEqualRowChangesNothing() {
        var batch = decide(row(Map.of(CsvColumn.EXTERNAL_ID, " C-1001 ", CsvColumn.LANGUAGE, "HU")));

        assertThat(batch.counts()).isEqualTo(new CustomerImport.Counts(0, 0, 1, 0));
        assertThat(stored.version()).isEqualTo(1);
    }

    @Test
    void aNewRowHasToBeComplete() {
        var batch = decide(row(Map.of(CsvColumn.EXTERNAL_ID, "NEW", CsvColumn.IBANS, "X|Y")));

        assertThat(batch.counts()).isEqualTo(new CustomerImport.Counts(0, 0, 0, 1));
        assertThat(batch.errors())
                .extracting(FieldError::field)
                .containsExactly(
                        "kind",
                        "name",
                        "timeZone",
                        "currency",
                        "street",
                        "city",
                        "postalCode",
                        "countryCode",
                        "ibans",
                        "ibans");
        assertThat(batch.errors()).extracting(FieldError::row).containsOnly(7);
    }

    @Test
    void rowsThatCannotBeReadAreRejectedOnceEach() {
        var batch = decide(
                new CsvRow(2, Map.of(), false, false),
                new CsvRow(3, Map.of(CsvColumn.EXTERNAL_ID, "C-1001"), true, true),
                new CsvRow(
                        4, Map.of(CsvColumn.EXTERNAL_ID, "C-1001", CsvColumn.PAYMENT_TERMS_DAYS, "3.5"), false, true));

        assertThat(batch.counts()).isEqualTo(new CustomerImport.Counts(0, 0, 0, 3));
        assertThat(batch.errors())
                .extracting(FieldError::code)
                .containsExactly("wrong_cell_count", "duplicate_in_file", "not_a_number");
    }

    private ImportBatch decide(CsvRow... rows) {
        return ImportBatch.decide("acme", NOW, List.of(rows), Map.of("C-1001", stored));
    }

    private static CsvRow row(Map<CsvColumn, String> cells) {
        return new CsvRow(7, cells, false, true);
    }
}
