package io.receivables.testkit.planted.waiting;

import io.smallrye.mutiny.Uni;
import java.time.Duration;

public class Waiting {

    public String value(Uni<String> uni) {
        return uni.await().atMost(Duration.ofSeconds(1));
    }
}
