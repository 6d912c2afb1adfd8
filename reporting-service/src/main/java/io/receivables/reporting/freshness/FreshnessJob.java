package io.receivables.reporting.freshness;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Looks once a second whether the figures are complete, also while nobody asks for a report. */
@ApplicationScoped
public class FreshnessJob {
    private static final Logger LOG = Logger.getLogger(FreshnessJob.class);

    private final Reports reports;

    FreshnessJob(Reports reports) {
        this.reports = reports;
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> observe() {
        return reports.observe()
                .onFailure()
                .invoke(failure -> LOG.debugf("Freshness was not observed: %s", failure.getMessage()))
                .onFailure()
                .recoverWithNull();
    }
}
