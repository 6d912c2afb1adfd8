package io.receivables.bench.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class WarmUpTest {

    private static List<Double> rates(int most, Double... turns) {
        Iterator<Double> next = List.of(turns).iterator();
        return WarmUp.rates(next::next, most);
    }

    @Test
    void endsWhenThreeTurnsWereNoBetter() {
        assertThat(rates(9, 10.0, 20.0, 40.0, 41.0, 39.0, 40.0, 99.0))
                .containsExactly(10.0, 20.0, 40.0, 41.0, 39.0, 40.0);
    }

    @Test
    void twoBadTurnsEndNothing() {
        assertThat(rates(9, 10.0, 8.0, 9.0, 20.0, 19.0, 18.0, 30.0, 30.0, 30.0))
                .containsExactly(10.0, 8.0, 9.0, 20.0, 19.0, 18.0, 30.0, 30.0, 30.0);
    }

    @Test
    void endsAfterTheMostTurnsWhileItStillRises() {
        assertThat(rates(3, 1.0, 2.0, 4.0, 8.0)).containsExactly(1.0, 2.0, 4.0);
    }

    @Test
    void endsThoughNothingIsDone() {
        assertThat(rates(9, 0.0, 0.0, 0.0, 5.0)).containsExactly(0.0, 0.0, 0.0);
    }
}
