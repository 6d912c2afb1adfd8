package io.receivables.torture.fault;

import io.receivables.local.LocalFailure;
import io.receivables.local.system.JavaProcess;
import io.receivables.local.system.LocalSystem;
import io.receivables.local.system.ServiceName;
import io.receivables.testkit.Proxy;
import io.receivables.torture.Battlefield;
import io.receivables.torture.history.Pauses;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The bad things that can be done. */
public final class Faults {

    private static final Duration REACHED = Duration.ofSeconds(45);
    private static final Duration STOP = Duration.ofSeconds(40);
    private static final Duration GIVEN_UP = Duration.ofSeconds(60);
    private static final int MORE_THAN_ALL_CONNECTIONS = 400;

    private final LocalSystem system;
    private final Wires wires;

    public Faults(Battlefield field) {
        this.system = field.system();
        this.wires = field.wires();
    }

    private record Named(String kind, String name, Optional<ServiceName> victim, Runnable work) implements Fault {
        private Named(String kind, String name, Runnable work) {
            this(kind, name, Optional.empty(), work);
        }

        @Override
        public void inflict() {
            work.run();
        }
    }

    /** The service dies at the place, as soon as the load takes it there. */
    public Fault at(Place place, ServiceName service) {
        return new Named("kill at " + place.id(), service.id() + " dies at " + place.id(), Optional.of(service), () -> {
            JavaProcess process = system.process(service);
            wires.arm(service, place);
            boolean died = Pauses.until(REACHED, () -> !process.isAlive());
            wires.disarm(service, place);
            if (!died) {
                throw new LocalFailure(service.id() + "-service did not get to " + place.id() + " within "
                        + REACHED.toSeconds() + " s.");
            }
            system.restart(service);
        });
    }

    public Fault kill(ServiceName service) {
        return new Named("kill of a service", "kill -9 of " + service.id(), Optional.of(service), () -> {
            system.kill(service);
            system.restart(service);
        });
    }

    public Fault killDatabase() {
        return new Named("kill of the database", "kill -9 of the postmaster", () -> {
            system.killDatabase();
            system.restartDatabase();
        });
    }

    public Fault killBroker() {
        return new Named("kill of the broker", "kill -9 of the broker", () -> {
            system.broker().kill();
            system.restartBroker();
        });
    }

    public Fault freeze(ServiceName service, long millis) {
        return new Named("freeze", service.id() + " frozen for " + millis + " ms", () -> {
            system.process(service).freeze();
            Pauses.millis(millis);
            system.process(service).thaw();
        });
    }

    public Fault freezeBroker(long millis) {
        return new Named("freeze", "broker frozen for " + millis + " ms", () -> {
            system.broker().freeze();
            Pauses.millis(millis);
            system.broker().thaw();
        });
    }

    public Fault database(Proxy.Mode mode, long millis) {
        return wire("database", wires.database(), mode, millis);
    }

    public Fault mail(Proxy.Mode mode, long millis) {
        return wire("mail server", wires.mail(), mode, millis);
    }

    public Fault broker(Proxy.Mode mode, long millis) {
        return wire("broker", wires.broker(), mode, millis);
    }

    /** Every connection to the database is gone and nobody was told; new ones can be made. It has ended when all have given theirs up. */
    public Fault databaseForgets() {
        String kind = "connections to the database: forgotten";
        return new Named(kind, kind, () -> {
            wires.database().forget();
            if (!Pauses.until(GIVEN_UP, wires.database()::isForgottenByAll)) {
                throw new LocalFailure("Somebody still waits on a connection to the database that is gone after "
                        + GIVEN_UP.toSeconds() + " s.");
            }
        });
    }

    /** Every connection to the broker is gone and nobody was told; new ones can be made. Who has nothing to send may notice late. */
    public Fault brokerForgets(long millis) {
        String kind = "connections to the broker: forgotten";
        return new Named(kind, kind, () -> {
            wires.broker().forget();
            Pauses.millis(millis);
        });
    }

    private static Fault wire(String to, Proxy proxy, Proxy.Mode mode, long millis) {
        String kind = "connections to the " + to + ": " + mode.name().toLowerCase(Locale.ROOT);
        return new Named(kind, kind + " for " + millis + " ms", () -> {
            proxy.mode(mode);
            Pauses.millis(millis);
            proxy.mode(Proxy.Mode.PASS);
        });
    }

    /** Somebody else takes every connection that the database has left. */
    public Fault outOfConnections(long millis) {
        return new Named("database out of connections", "no free connection for " + millis + " ms", () -> {
            List<Connection> taken = new ArrayList<>();
            try {
                for (int i = 0; i < MORE_THAN_ALL_CONNECTIONS; i++) {
                    taken.add(system.database(ServiceName.CUSTOMER).connectAsApp());
                }
            } catch (SQLException e) {
                // That was the last one.
            }
            wires.database().mode(Proxy.Mode.CUT);
            wires.database().mode(Proxy.Mode.PASS);
            Pauses.millis(millis);
            taken.forEach(Faults::close);
        });
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A second instance comes, the first one goes in order and comes back, the second one goes. */
    public Fault roll(ServiceName service) {
        return new Named("rolling restart", "rolling restart of " + service.id(), () -> {
            system.instances().start(service);
            restartInOrder(service);
            system.instances().stop(service);
        });
    }

    /** The usual instance and the further ones go in order and come back, one after the other. */
    public Fault rollAll(ServiceName service) {
        return new Named("rolling restart", "rolling restart of every " + service.id(), () -> {
            restartInOrder(service);
            system.instances().restart(service);
        });
    }

    private void restartInOrder(ServiceName service) {
        system.process(service).requestStop();
        system.process(service).awaitStop(STOP);
        system.restart(service);
    }

    /** The file system of the database has no room left; a postmaster that ends because of it is started again, as Kubernetes would. */
    public Fault fullDisk(SmallDisk disk, long millis) {
        return new Named("disk full", "the database's disk full for " + millis + " ms", () -> {
            disk.fillFor(millis);
            if (!system.databaseIsAlive()) {
                system.restartDatabase();
            }
        });
    }
}
