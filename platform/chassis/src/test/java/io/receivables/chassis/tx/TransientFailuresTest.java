package io.receivables.chassis.tx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.CharConversionException;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class TransientFailuresTest {
    @Test
    void aLostNetworkGoesAwayByItself() {
        assertThat(TransientFailures.isUnavailable(new IOException("reset by peer")))
                .isTrue();
        assertThat(TransientFailures.isUnavailable(new IllegalStateException(new TimeoutException())))
                .isTrue();
    }

    @Test
    void aBrokenEncodingDoesNot() {
        assertThat(TransientFailures.isUnavailable(new IllegalStateException(new CharConversionException("UTF-32"))))
                .isFalse();
        assertThat(TransientFailures.isUnavailable(new IllegalStateException(new MalformedInputException(1))))
                .isFalse();
    }
}
