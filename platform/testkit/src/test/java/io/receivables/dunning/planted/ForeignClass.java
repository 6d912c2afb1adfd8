package io.receivables.dunning.planted;

public record ForeignClass(String name) {}
