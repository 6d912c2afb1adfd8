package io.receivables.chassis.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeZonesTest {
    @ParameterizedTest
    @ValueSource(strings = {"Europe/Budapest", "America/Argentina/Buenos_Aires", "UTC", "Etc/GMT+3"})
    void zonesOfTheDatabaseAreKnown(String id) {
        assertThat(TimeZones.of(id)).contains(ZoneId.of(id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "UTC+3", "GMT-05:00", "+02:00", "Z", "SystemV/AST4", "europe/budapest", "Mars/Base"})
    void othersAreNot(String id) {
        assertThat(TimeZones.of(id)).isEmpty();
    }
}
