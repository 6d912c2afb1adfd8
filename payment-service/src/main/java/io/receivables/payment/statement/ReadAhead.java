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
    /** Entries in a batch; one of several transactions counts as many. */
    private static final int BATCH = 1000;

    /** What the texts of a batch may come to. */
    private static final int CHARACTERS = 2 << 20;

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
        return OffLoop.run(() -> batch(reader)).subscribeAsCompletionStage();
    }

    /** Up to a batch of entries of one statement, or one header or end; an entry that is more than a batch comes alone. */
    static List<StatementItem> batch(StatementReader reader) {
        var items = new ArrayList<StatementItem>();
        int transactions = 0;
        int characters = 0;
        while (transactions < BATCH && characters < CHARACTERS) {
            var item = reader.next();
            item.ifPresent(items::add);
            if (item.isEmpty() || !(item.get() instanceof StatementEntry entry)) {
                break;
            }
            transactions += entry.details().size();
            characters += entry.characters();
        }
        return items;
    }

    /** After the batch that is being read, if there is one. */
    private void close() {
        next.whenComplete((items, failure) -> reader.close());
    }
}
