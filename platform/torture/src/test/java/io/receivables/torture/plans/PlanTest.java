package io.receivables.torture.plans;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.receivables.torture.Finding;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanTest {

    private static List<String> found(String plan) throws JsonProcessingException {
        String logged = "{\"Query Text\": \"select\\n  1\", \"Plan\": " + plan + "}";
        return Plan.of(new ObjectMapper().readTree(logged)).growing(1_000).stream()
                .map(Finding::detail)
                .toList();
    }

    @Test
    void readingALargeTableFromEndToEndIsFoundWhateverComesOfIt() throws JsonProcessingException {
        assertThat(
                        found(
                                """
                        {"Node Type": "Limit", "Plans": [{"Node Type": "Seq Scan", "Relation Name": "invoices",
                         "Actual Rows": 1, "Actual Loops": 1, "Rows Removed by Filter": 19999, "Filter": "(number = 'A')"}]}"""))
                .containsExactly("reads 20000 rows of invoices from end to end (number = 'A')");
    }

    @Test
    void anIndexThatDoesNotFitIsFound() throws JsonProcessingException {
        assertThat(
                        found(
                                """
                        {"Node Type": "Index Scan", "Relation Name": "invoices", "Actual Rows": 3, "Actual Loops": 2,
                         "Rows Removed by Filter": 600, "Index Cond": "(tenant_id = 'a')"}"""))
                .containsExactly("looks at 1200 rows of invoices in vain (tenant_id = 'a')");
    }

    @Test
    void aSortOnDiskIsFound() throws JsonProcessingException {
        assertThat(found("{\"Node Type\": \"Sort\", \"Sort Space Type\": \"Disk\", \"Sort Space Used\": 4096}"))
                .containsExactly("sorts 4096 KiB on disk");
    }

    @Test
    void smallTablesAndFittingIndexesAreFine() throws JsonProcessingException {
        assertThat(
                        found(
                                """
                        {"Node Type": "Nested Loop", "Plans": [
                          {"Node Type": "Seq Scan", "Relation Name": "policies", "Actual Rows": 9, "Actual Loops": 1},
                          {"Node Type": "Index Scan", "Relation Name": "invoices", "Actual Rows": 5000, "Actual Loops": 1},
                          {"Node Type": "Sort", "Sort Space Type": "Memory", "Sort Space Used": 25}]}"""))
                .isEmpty();
    }

    @Test
    void aStatementMayReadEverythingWhenItSaysWhy() throws JsonProcessingException {
        String logged =
                """
                {"Query Text": "/* reads all: a rebuild */ select * from invoices",
                 "Plan": {"Node Type": "Seq Scan", "Relation Name": "invoices", "Actual Rows": 9999}}""";

        assertThat(Plan.of(new ObjectMapper().readTree(logged)).growing(1_000)).isEmpty();
    }

    @Test
    void plansAreReadFromTheServersLog() throws IOException {
        String log =
                """
                2026-01-01 10:00:00.000 UTC [7] LOG:  duration: 0.015 ms  plan:
                \t{
                \t  "Query Text": "select 1",
                \t  "Plan": {"Node Type": "Result"}
                \t}
                2026-01-01 10:00:00.001 UTC [7] ERROR:  division by zero
                2026-01-01 10:00:00.002 UTC [8] LOG:  duration: 0.020 ms  plan:
                \t{"Query Text": "select 2", "Plan": {"Node Type": "Result"}}
                2026-01-01 10:00:00.003 UTC [8] LOG:  duration: 0.020 ms  plan:
                \t{"Query Text": "sel""";
        List<String> queries = new ArrayList<>();

        long plans = PlanLog.each(new BufferedReader(new StringReader(log)), plan -> queries.add(plan.query()));

        assertThat(plans).isEqualTo(2);
        assertThat(queries).containsExactly("select 1", "select 2");
    }
}
