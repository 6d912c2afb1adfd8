package io.receivables.testkit.planted.model;

import com.fasterxml.jackson.annotation.JsonProperty;

public record ModelWithFramework(@JsonProperty("n") String name) {}
