package io.receivables.testkit.planted.injection;

import jakarta.inject.Inject;

public class FieldInjected {

    @Inject
    Runnable dependency;
}
