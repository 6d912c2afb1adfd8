package io.receivables.dunning.reminder.mail;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.net.NetClientOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.core.net.NetClient;
import io.vertx.mutiny.core.net.NetSocket;
import io.vertx.mutiny.core.parsetools.RecordParser;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The mail server, asked whether it is there at all. A mail says that too late: while its connection hangs nobody knows whether it goes
 * out, and one whose time is over is unconfirmed although it never left.
 */
@ApplicationScoped
public class MailServer {

    private static final Duration CONNECTED = Duration.ofSeconds(5);
    /** Some servers let whoever calls wait for five or six seconds on purpose. */
    private static final Duration GREETED = Duration.ofSeconds(10);

    private static final String SILENCE = "none";
    private static final String READY = "220";
    private static final String MORE_FOLLOWS = "220-";

    private final boolean mock;
    private final String host;
    private final int port;
    private final boolean tlsAtOnce;
    private final NetClient client;

    MailServer(
            Vertx vertx,
            @ConfigProperty(name = "quarkus.mailer.mock") boolean mock,
            @ConfigProperty(name = "quarkus.mailer.host") String host,
            @ConfigProperty(name = "quarkus.mailer.port") int port,
            @ConfigProperty(name = "quarkus.mailer.ssl") Optional<Boolean> ssl,
            @ConfigProperty(name = "quarkus.mailer.tls") Optional<Boolean> tls,
            @ConfigProperty(name = "quarkus.mailer.tls-configuration-name") Optional<String> tlsConfiguration) {
        this.mock = mock;
        this.host = host;
        this.port = port;
        this.tlsAtOnce = ssl.orElse(false) || tls.orElse(tlsConfiguration.isPresent());
        this.client =
                vertx.createNetClient(new NetClientOptions().setConnectTimeout(Math.toIntExact(CONNECTED.toMillis())));
    }

    /** What is wrong with it, if it cannot be reached or does not greet; one that speaks TLS at once is only connected to. Never fails. */
    public Uni<Optional<String>> problem() {
        return mock
                ? Uni.createFrom().item(Optional.empty())
                : client.connect(port, host)
                        .chain(socket -> (tlsAtOnce ? nothing() : greeting(socket)).eventually(socket::close))
                        .onFailure()
                        .recoverWithItem(failure -> Optional.of(failure.toString()))
                        .emitOn(Infrastructure.getDefaultExecutor());
    }

    private static Uni<Optional<String>> greeting(NetSocket socket) {
        return RecordParser.newDelimited("\n", socket)
                .toMulti()
                .map(Buffer::toString)
                .select()
                .where(line -> !line.startsWith(MORE_FOLLOWS))
                .toUni()
                .ifNoItem()
                .after(GREETED)
                .recoverWithItem(SILENCE)
                .onItem()
                .ifNull()
                .continueWith(SILENCE)
                .chain(line -> line.startsWith(READY)
                        ? socket.write("QUIT\r\n").chain(MailServer::nothing)
                        : Uni.createFrom().item(Optional.of("greeting: " + line.strip())));
    }

    private static Uni<Optional<String>> nothing() {
        return Uni.createFrom().item(Optional.empty());
    }
}
