package io.receivables.payment.statement;

import io.receivables.payment.statement.model.StatementItem;
import java.util.Optional;

/** A source of bank statements, read item by item so that a file of any size needs the same memory. */
public interface StatementReader extends AutoCloseable {
    /** The next item; empty at the end of the file. Refuses what cannot be read with a problem. */
    Optional<StatementItem> next();

    @Override
    void close();
}
