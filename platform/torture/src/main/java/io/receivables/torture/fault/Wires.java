package io.receivables.torture.fault;

import io.receivables.local.system.Ports;
import io.receivables.local.system.ServiceName;
import io.receivables.local.system.Wiring;
import io.receivables.testkit.Proxy;
import io.receivables.torture.Profile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts a proxy before the database, the broker and the mail server, and arms the services' failpoints. */
public final class Wires implements Wiring, AutoCloseable {

    private final Profile profile;
    private final Path failpoints;
    private final int databasePort;
    private final Proxy database;
    private final Proxy broker;
    private final Proxy mail;

    public Wires(Ports ports, Path failpoints, Profile profile) {
        this.profile = profile;
        this.failpoints = failpoints;
        this.databasePort = ports.postgres();
        this.database = new Proxy(ports.postgres());
        this.broker = new Proxy(ports.kafka());
        this.mail = new Proxy(ports.smtp());
        for (ServiceName service : ServiceName.values()) {
            try {
                Files.createDirectories(folder(service));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    public Proxy database() {
        return database;
    }

    public Proxy broker() {
        return broker;
    }

    public Proxy mail() {
        return mail;
    }

    @Override
    public Map<String, String> environment(ServiceName service, Map<String, String> usual) {
        Map<String, String> environment = new HashMap<>(usual);
        environment.computeIfPresent(
                "QUARKUS_DATASOURCE_REACTIVE_URL",
                (name, url) -> url.replace(":" + databasePort + "/", ":" + database.port() + "/"));
        environment.put("QUARKUS_MAILER_PORT", Integer.toString(mail.port()));
        environment.put("RECEIVABLES_FAILPOINTS", folder(service).toString());
        // A connection that was forgotten is given up within seconds instead of minutes.
        environment.put("RECEIVABLES_DATABASE_SILENCE", "25s");
        // The books of a tenant are stated in several parts though they are small.
        environment.put("RECEIVABLES_RECONCILIATION_PART_SIZE", "10");
        if (profile == Profile.FULL) {
            // Who dies a thousand times reads on at once when it is back, as in a StatefulSet; in the other profiles it
            // is missed first.
            environment.put("RECEIVABLES_INSTANCE", service.id() + "-" + usual.get("QUARKUS_HTTP_PORT"));
        }
        if (service == ServiceName.DUNNING) {
            // Below the time after which a reminder counts as unconfirmed.
            environment.put("RECEIVABLES_DATABASE_SILENCE", "12s");
            // A reminder whose sender died is looked after within seconds instead of minutes.
            environment.put("DUNNING_DELIVERY_TIMEOUT", "6s");
            environment.put("DUNNING_DELIVERY_UNCONFIRMED_AFTER", "15s");
            environment.put("DUNNING_DELIVERY_FIRST_PAUSE", "1s");
            environment.put("DUNNING_DELIVERY_LONGEST_PAUSE", "4s");
        }
        return environment;
    }

    @Override
    public int advertisedKafkaPort(int listening) {
        return broker.port();
    }

    /** Everything may pass again. */
    public void calm() {
        List.of(database, broker, mail).forEach(proxy -> proxy.mode(Proxy.Mode.PASS));
    }

    /** The next time the service gets to the place, it dies there. */
    public void arm(ServiceName service, Place place) {
        try {
            Files.writeString(file(service, place), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the service has not got to the place since it was armed. */
    public boolean isArmed(ServiceName service, Place place) {
        return Files.exists(file(service, place));
    }

    public void disarm(ServiceName service, Place place) {
        try {
            Files.deleteIfExists(file(service, place));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path folder(ServiceName service) {
        return failpoints.resolve(service.id());
    }

    private Path file(ServiceName service, Place place) {
        return folder(service).resolve(place.id());
    }

    @Override
    public void close() {
        database.close();
        broker.close();
        mail.close();
    }
}
