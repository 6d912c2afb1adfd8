package io.receivables.torture.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The table of who is meant to do what, read by its rules. */
class MeantRolesTest {

    @Test
    void salesReadsInvoicesAndPaymentsButChangesNeither() {
        assertThat(MeantRoles.of("GET", "/v1/invoices/{id}").orElseThrow()).contains("sales");
        assertThat(MeantRoles.of("GET", "/v1/payments").orElseThrow()).contains("sales");
        assertThat(MeantRoles.of("POST", "/v1/invoices/{id}/credit-notes").orElseThrow())
                .containsExactly("admin", "finance");
        assertThat(MeantRoles.of("POST", "/v1/payments/{id}/reversals").orElseThrow())
                .containsExactly("admin", "finance");
    }

    @Test
    void onlyAnAdministratorDecidesAboutParkedEvents() {
        assertThat(MeantRoles.of("POST", "/v1/parked-events/{id}/discards").orElseThrow())
                .containsExactly("admin");
    }

    @Test
    void anOperationThatNobodyThoughtOfHasNoRoles() {
        assertThat(MeantRoles.of("POST", "/v1/write-offs")).isEmpty();
    }
}
