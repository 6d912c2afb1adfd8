package io.receivables.testkit.planted.cycle.one;

import io.receivables.testkit.planted.cycle.two.Second;

public record First(Second second) {}
