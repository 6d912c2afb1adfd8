package io.receivables.local.system;

import java.util.List;
import java.util.Map;

/**
 * How much of the machine the parts may take.
 *
 * @param service JVM options of each service
 * @param broker JVM options of the broker
 * @param postgres server settings beside the usual ones
 */
public record Sizing(List<String> service, List<String> broker, Map<String, String> postgres) {

    /** Quick to start and modest: for the tour, for tests and for a laptop that has other things to do. */
    public static final Sizing SMALL = new Sizing(
            List.of(
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-Xms32m",
                    "-Xmx128m",
                    "-Xss512k",
                    "-XX:ReservedCodeCacheSize=48m"),
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx160m", "-Xss512k"),
            Map.of());

    /** Made for load: all of the JIT compiler, room for its results, and a database that need not write checkpoints all the time. */
    public static final Sizing LOAD = new Sizing(
            List.of("-XX:+UseSerialGC", "-Xms128m", "-Xmx320m", "-Xmn128m", "-Xss512k"),
            List.of("-XX:+UseSerialGC", "-Xmx320m", "-Xss512k"),
            Map.of(
                    "shared_buffers", "1GB",
                    "effective_cache_size", "4GB",
                    "max_wal_size", "8GB",
                    "checkpoint_timeout", "30min",
                    "wal_compression", "off",
                    "random_page_cost", "1.1",
                    "shared_preload_libraries", "pg_stat_statements"));
}
