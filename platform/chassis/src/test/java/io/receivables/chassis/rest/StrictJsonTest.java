package io.receivables.chassis.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.receivables.chassis.json.Json;
import io.receivables.chassis.problem.FieldError;
import io.receivables.chassis.time.Dates;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {
    private final ObjectMapper mapper = new ObjectMapper();

    StrictJsonTest() {
        new StrictJson().customize(mapper);
    }

    record Dated(LocalDate day, Optional<LocalDate> other) {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+999999999-12-31",
                "-999999999-01-01",
                "9999-12-31",
                "3000-01-01",
                "1899-12-31",
                "0001-01-01",
                "31.12.2026"
            })
    void aDateOutsideOfTheBoundsIsRefusedAndNamed(String date) {
        for (var field : new String[] {"day", "other"}) {
            var failure = catchThrowableOfType(
                    JacksonException.class,
                    () -> mapper.readValue("{\"" + field + "\":\"" + date + "\"}", Dated.class));

            assertThat(BodyProblems.of(failure).errors())
                    .containsExactly(new FieldError(field, "invalid_value", Dates.EXPECTATION));
        }
    }

    @Test
    void datesWithinTheBoundsAreRead() throws Exception {
        assertThat(mapper.readValue("{\"day\":\"1900-01-01\",\"other\":\"2999-12-31\"}", Dated.class))
                .isEqualTo(new Dated(LocalDate.of(1900, 1, 1), Optional.of(LocalDate.of(2999, 12, 31))));
        assertThat(mapper.readValue("{\"day\":null}", Dated.class)).isEqualTo(new Dated(null, Optional.empty()));
    }

    @Test
    void whatWasPublishedStaysReadable() throws Exception {
        var event = "{\"day\":\"9999-12-31\"}".getBytes(StandardCharsets.UTF_8);

        assertThat(Json.read(event, Dated.class).day()).isEqualTo(LocalDate.of(9999, 12, 31));
    }
}
