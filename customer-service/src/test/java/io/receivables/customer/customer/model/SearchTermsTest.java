package io.receivables.customer.customer.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SearchTermsTest {
    @Test
    void aCustomerIsFoundByNameNumbersAndAddresses() {
        assertThat(SearchTerms.of(Profiles.full()))
                .containsExactlyInAnyOrder(
                        "duna",
                        "pekseg",
                        "kft",
                        "c-1001",
                        "c",
                        "1001",
                        "hu12345678",
                        "penzugy@example.com",
                        "anna@example.com",
                        "hu42117730161111101800000000");
    }

    @Test
    void aNameOfSeveralPartsIsFoundByTheWholeAndByEachPart() {
        assertThat(SearchTerms.of(Profiles.named("Müller-Lüdenscheidt & Søn (Groß)")))
                .contains("muller-ludenscheidt", "muller", "ludenscheidt", "son", "gross");
    }

    @Test
    void aChineseNameIsFoundFromAnyCharacterOn() {
        assertThat(SearchTerms.of(Profiles.named("上海贸易"))).contains("上海贸易", "海贸易", "贸易", "易");
    }

    @Test
    void aQueryIsReadLikeTheTerms() {
        assertThat(SearchTerms.ofQuery("  DUNA, Pék ")).containsExactly("duna", "pek");
        assertThat(SearchTerms.ofQuery("Đuro")).containsExactly("duro");
        assertThat(SearchTerms.ofQuery("C-1001")).containsExactly("c-1001");
        assertThat(SearchTerms.ofQuery("hu42 1177 30")).containsExactly("hu42117730");
        assertThat(SearchTerms.ofQuery("anna@exa")).containsExactly("anna@exa");
    }

    @Test
    void aQueryWithoutAnyLetterOrDigitAsksForNothing() {
        assertThat(SearchTerms.ofQuery(" - % _ ")).isEmpty();
    }

    @Test
    void noTermIsTooLongForAnIndexAndTheQueryIsCutAlike() {
        var name = "x".repeat(200);

        assertThat(SearchTerms.of(Profiles.named(name)))
                .allSatisfy(term -> assertThat(term.length()).isLessThanOrEqualTo(100));
        assertThat(SearchTerms.of(Profiles.named(name))).containsAll(SearchTerms.ofQuery(name));
    }

    @Test
    void aLongQueryAsksForItsFirstWords() {
        assertThat(SearchTerms.ofQuery("a b c d e f g h")).isEqualTo(List.of("a", "b", "c", "d", "e", "f"));
    }
}
