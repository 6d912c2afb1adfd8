package io.receivables.bench.load;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/** Sends requests from several clients at once, one connection and one thread each. */
public final class Load {

    private static final long HIGHEST_MICROS = TimeUnit.MINUTES.toMicros(5);
    private static final int DIGITS = 3;

    private final List<Integer> ports;
    private final int clients;
    private final Requests requests;
    private final SplittableRandom random;

    public Load(int port, int clients, Requests requests, long seed) {
        this(List.of(port), clients, requests, seed);
    }

    /** @param ports of the instances of a service; every client stays with one, and each has as many */
    public Load(List<Integer> ports, int clients, Requests requests, long seed) {
        this.ports = ports;
        this.clients = clients;
        this.requests = requests;
        this.random = new SplittableRandom(seed);
    }

    /** Closed loop: every client sends its next request when it has the answer to the last one. For throughput. */
    public Outcome flatOut(Duration duration) {
        return run(duration, 0);
    }

    /**
     * Open loop: requests are due at a fixed rate, whether or not the earlier ones were answered; a late one counts from the moment at
     * which it was due. For latencies. There must be enough clients, or the rate is not reached, which shows in the outcome.
     */
    public Outcome atRate(double perSecond, Duration duration) {
        return run(duration, perSecond);
    }

    private Outcome run(Duration duration, double perSecond) {
        List<Client> all = new ArrayList<>();
        long begin = System.nanoTime();
        for (int i = 0; i < clients; i++) {
            int port = ports.get(i % ports.size());
            all.add(new Client(port, random.split(), begin, begin + duration.toNanos(), interval(perSecond), i));
        }
        List<Thread> threads = all.stream().map(c -> new Thread(c, "client")).toList();
        threads.forEach(Thread::start);
        threads.forEach(Load::join);
        Histogram latency = histogram();
        all.forEach(client -> latency.add(client.latency));
        double seconds = (System.nanoTime() - begin) / 1e9;
        return new Outcome(
                latency.getTotalCount(), all.stream().mapToLong(c -> c.failed).sum(), seconds, latency);
    }

    /** Nanoseconds between two requests of one client; 0 where there is no rate. */
    private long interval(double perSecond) {
        return perSecond == 0 ? 0 : (long) (clients * 1e9 / perSecond);
    }

    private static Histogram histogram() {
        return new Histogram(HIGHEST_MICROS, DIGITS);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Client implements Runnable {
        private final int port;
        private final SplittableRandom numbers;
        private final long end;
        private final long interval;
        private final Histogram latency = histogram();
        private long due;
        private long failed;

        Client(int port, SplittableRandom numbers, long begin, long end, long interval, int number) {
            this.port = port;
            this.numbers = numbers;
            this.end = end;
            this.interval = interval;
            this.due = begin + interval * number / clients;
        }

        @Override
        public void run() {
            try (Wire wire = new Wire(port)) {
                while (await() < end) {
                    shoot(wire);
                }
            }
        }

        /** Waits until the next request is due and answers when that is. */
        private long await() {
            if (interval == 0) {
                due = System.nanoTime();
                return due;
            }
            long now = System.nanoTime();
            while (now < due) {
                LockSupport.parkNanos(due - now);
                now = System.nanoTime();
            }
            return due;
        }

        private void shoot(Wire wire) {
            byte[] request = requests.next(numbers);
            long start = interval == 0 ? System.nanoTime() : due;
            due += interval;
            try {
                int status = wire.send(request);
                if (status / 100 == 2) {
                    latency.recordValue(Math.min(HIGHEST_MICROS, (System.nanoTime() - start) / 1000));
                } else {
                    failed++;
                }
            } catch (IOException e) {
                failed++;
            }
        }
    }
}
