package io.receivables.testkit.planted.floating;

public record FloatingMoney(double amount, float[] parts) {}
