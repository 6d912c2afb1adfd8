package io.receivables.payment.planted;

import io.receivables.dunning.planted.ForeignClass;

public record UsesForeignClass(ForeignClass foreign) {}
