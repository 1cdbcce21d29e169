package io.quarkiverse.ws4redis.client;

import java.lang.reflect.Type;
import java.net.URI;
import java.util.function.Supplier;

import com.fasterxml.jackson.core.type.TypeReference;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

/**
 * A connection to the server that is made again when it is lost, and the channels on it. See the package for an example. Thread-safe.
 */
public final class Ws4RedisClient implements AutoCloseable {

    private final Loop loop;
    private final Settings settings;
    private final Subscriptions subscriptions;
    private final Connection connection;
    private final Asking asking;
    private final Events<Ws4RedisException> errors;

    Ws4RedisClient(Vertx vertx, Settings settings) {
        prepareMutiny();
        this.loop = new Loop(vertx);
        this.settings = settings;
        Requests requests = new Requests(loop, settings.queue());
        this.asking = new Asking(loop, requests);
        this.errors = new Events<>(loop);
        this.subscriptions = new Subscriptions(loop, requests, this::drop, this::stray);
        this.connection = new Connection(vertx, loop, settings, requests, subscriptions);
    }

    /**
     * Where MicroProfile Context Propagation is on the class path, and no Quarkus has set it up, Mutiny does on first use; that
     * fails if the application's thread and the event loop are the first at the same time.
     */
    private static synchronized void prepareMutiny() {
        Uni.createFrom().voidItem().map(nothing -> nothing);
    }

    /**
     * Begins to make a client.
     *
     * @param vertx what it runs on; in Quarkus, the injected one
     * @param endpoint where the server is, with the path and the facility: {@code wss://example.org/ws/backoffice}
     * @return the builder
     */
    public static Ws4RedisClientBuilder builder(Vertx vertx, URI endpoint) {
        return new Ws4RedisClientBuilder(vertx, endpoint);
    }

    /** Connects, and keeps at it. After an end, connects again; between two attempts, at once. */
    public void connect() {
        loop.run(connection::open);
    }

    /** Does what {@link #disconnect} does, and does not wait for it. */
    @Override
    public void close() {
        disconnect().subscribe().with(closed -> {
        });
    }

    /**
     * Ends the connection. What waits fails; subscriptions are kept for another {@link #connect}.
     *
     * @return when the server has answered to that, or 10 seconds have passed; never fails
     */
    public Uni<Void> disconnect() {
        return asking.uni(connection::close);
    }

    /** {@return where the connection is} */
    public ConnectionState state() {
        return connection.state();
    }

    /** {@return where the connection is, now and after each change; it does not end} */
    public Multi<ConnectionState> states() {
        return connection.states().multi(connection::state, connection::state);
    }

    /** {@return errors of the server that belong to no request and no subscription; it does not end} */
    public Multi<Ws4RedisException> errors() {
        return errors.multi(() -> null, () -> Ws4RedisException.of(Ws4RedisException.Reason.FULL, "too many errors"));
    }

    /**
     * A channel with this pk. {@code broadcast} need not be subscribed to.
     *
     * @param <T> type of the messages
     * @param name the channel
     * @param pk a number or a string; null for a channel without pks, or for all pks that the server grants
     * @param type what messages are read as; {@code JsonNode} takes all
     * @return the channel; one subscription, however often it is asked for
     */
    public <T> Channel<T> channel(String name, Object pk, Class<T> type) {
        return channel(name, pk, (Type) type);
    }

    /** As {@link #channel(String, Object, Class)}, for a type with parameters: {@code new TypeReference<List<Said>>() {}}. */
    public <T> Channel<T> channel(String name, Object pk, TypeReference<T> type) {
        return channel(name, pk, type.getType());
    }

    private <T> Channel<T> channel(String name, Object pk, Type type) {
        String key = pk == null ? null : pk.toString();
        Address address = new Address(name, key);
        return channel(() -> subscriptions.get(name, key), () -> address, type);
    }

    /**
     * What is sent to this user, on all of their devices; it need not be subscribed to. Its requests need a connection: the server says
     * which channel it is.
     *
     * @param <T> type of the messages
     * @param type what messages are read as; {@code JsonNode} takes all
     * @return the channel
     */
    public <T> Channel<T> personal(Class<T> type) {
        return channel(subscriptions::personal, subscriptions::personalAddress, type);
    }

    /** As {@link #personal(Class)}, for a type with parameters. */
    public <T> Channel<T> personal(TypeReference<T> type) {
        return channel(subscriptions::personal, subscriptions::personalAddress, type.getType());
    }

    private <T> Channel<T> channel(Supplier<Subscription> subscription, Supplier<Address> address, Type type) {
        return new Channel<>(subscription, address, subscriptions, asking, settings.mapper(), type);
    }

    private void drop() {
        connection.drop();
    }

    private void stray(Frame frame) {
        Ws4RedisException error = frame.error().orElseThrow();
        if (error.code() == 401 && frame.channel().equals("system") && error.getMessage().equals("token expires soon")) {
            connection.expiresSoon();
        } else {
            errors.emit(error);
        }
    }
}
