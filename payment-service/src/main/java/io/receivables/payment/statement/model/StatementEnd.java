package io.receivables.payment.statement.model;

import io.receivables.chassis.money.Money;
import java.util.Optional;

/** The balances of a statement, known for sure when all of it was read. */
public record StatementEnd(Optional<Money> opening, Optional<Money> closing) implements StatementItem {}
