package io.quarkiverse.ws4redis.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.vertx.core.http.UpgradeRejectedException;

/**
 * Opens clients of one endpoint. What says how they connect returns an opener of its own and leaves this one as it is:
 *
 * <pre>{@code
 * clients.connect();                                // anonymous, until it sends auth
 * clients.connect().auth("terminal", "tok-100");    // by an authenticator of the application
 * clients.bearer(jwt).connect();                    // by the HTTP upgrade
 * clients.query("token", "tok-100").connect();      // by the application's URL authenticator
 * clients.facility("backoffice").expectRefused(404);
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class WsTestClients implements AutoCloseable {

    private final Handshake handshake;
    private final Collection<WsTestClient> opened;

    WsTestClients(Handshake handshake) {
        this(handshake, new ConcurrentLinkedQueue<>());
    }

    private WsTestClients(Handshake handshake, Collection<WsTestClient> opened) {
        this.handshake = handshake;
        this.opened = opened;
    }

    /**
     * Clients of any endpoint, for tests in which there is no injection.
     *
     * @param endpoint with the path and what else is needed, for example {@code http://127.0.0.1:8081/ws}; {@code http} or {@code ws}
     * @return the opener
     */
    public static WsTestClients of(URI endpoint) {
        return new WsTestClients(Handshake.of(endpoint));
    }

    /** {@return clients of a facility other than the default one} */
    public WsTestClients facility(String name) {
        return with(handshake.facility(name));
    }

    /** {@return clients whose URL has this parameter, too} */
    public WsTestClients query(String name, String value) {
        return with(handshake.query(name, value));
    }

    /** {@return clients whose upgrade request has this header, too: a cookie, an origin} */
    public WsTestClients header(String name, String value) {
        return with(handshake.header(name, value));
    }

    /** {@return clients whose upgrade request carries this token in its {@code Authorization} header} */
    public WsTestClients bearer(String token) {
        return header("Authorization", "Bearer " + token);
    }

    /** {@return clients that ask for this subprotocol, too} */
    public WsTestClients subprotocol(String name) {
        return with(handshake.subprotocol(name));
    }

    /**
     * Clients whose kernel takes little for them, so that a server soon notices when they do not read; see {@link WsTestClient#pause}.
     *
     * @param bytes about how much
     * @return the opener
     */
    public WsTestClients receiveBuffer(int bytes) {
        return with(handshake.receiveBuffer(bytes));
    }

    /** {@return clients that wait this long at the most for what is expected, in place of 30 seconds} */
    public WsTestClients patience(Duration limit) {
        return with(handshake.patience(limit));
    }

    /**
     * Opens a client.
     *
     * @return the connected client
     * @throws UpgradeRejectedException if the server refuses the handshake; it has the status
     */
    public WsTestClient connect() {
        WsTestClient client = WsTestClient.connect(handshake);
        opened.add(client);
        return client;
    }

    /** Asserts that the server refuses the handshake with this HTTP status. */
    public void expectRefused(int status) {
        assertThatExceptionOfType(UpgradeRejectedException.class).as("handshake with %s", handshake.endpoint())
                .isThrownBy(this::connect)
                .satisfies(refused -> assertThat(refused.getStatus()).isEqualTo(status));
    }

    /** Closes all that this opener, and those made from it, have opened. It can be used again. */
    @Override
    public void close() {
        opened.forEach(WsTestClient::close);
        opened.clear();
    }

    private WsTestClients with(Handshake other) {
        return new WsTestClients(other, opened);
    }
}
