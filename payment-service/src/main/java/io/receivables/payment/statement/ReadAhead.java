package io.receivables.payment.statement;

import io.receivables.chassis.offloop.OffLoop;
import io.receivables.payment.statement.model.StatementEntry;
import io.receivables.payment.statement.model.StatementItem;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Reads a statement file one batch ahead of whoever writes it: while the database works, the next batch is parsed on a worker thread. */
final class ReadAhead {
    private static final int BATCH = 1000;

    private final StatementReader reader;
    private CompletableFuture<List<StatementItem>> next;

    private ReadAhead(StatementReader reader) {
        this.reader = reader;
        this.next = start();
    }

    /** Opens the file, hands every batch to the work, one after the other, and closes the file. */
    static Uni<Void> each(StatementFile file, Function<List<StatementItem>, Uni<Void>> work) {
        return OffLoop.run(file::open).map(ReadAhead::new).chain(ahead -> ahead.take()
                .call(items -> items.isEmpty() ? Uni.createFrom().voidItem() : work.apply(items))
                .repeat()
                .whilst(items -> !items.isEmpty())
                .collect()
                .last()
                .onTermination()
                .invoke(ahead::close)
                .replaceWithVoid());
    }

    private Uni<List<StatementItem>> take() {
        return Uni.createFrom().completionStage(() -> next).invoke(items -> {
            if (!items.isEmpty()) {
                next = start();
            }
        });
    }

    private CompletableFuture<List<StatementItem>> start() {
        return OffLoop.run(this::read).subscribeAsCompletionStage();
    }

    /** Up to a batch of entries of one statement, or one header or end. */
    private List<StatementItem> read() {
        var items = new ArrayList<StatementItem>();
        while (items.size() < BATCH) {
            var item = reader.next();
            if (item.isEmpty()) {
                break;
            }
            items.add(item.get());
            if (!(item.get() instanceof StatementEntry)) {
                break;
            }
        }
        return items;
    }

    /** After the batch that is being read, if there is one. */
    private void close() {
        next.whenComplete((items, failure) -> reader.close());
    }
}
