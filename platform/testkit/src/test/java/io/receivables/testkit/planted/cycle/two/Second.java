package io.receivables.testkit.planted.cycle.two;

import io.receivables.testkit.planted.cycle.one.First;

public record Second(First first) {}
