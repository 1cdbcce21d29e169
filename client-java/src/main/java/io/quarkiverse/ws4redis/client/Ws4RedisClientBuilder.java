package io.quarkiverse.ws4redis.client;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClientOptions;

/** Says how a client connects. Begin with {@link Ws4RedisClient#builder}. Not thread-safe. */
public final class Ws4RedisClientBuilder {

    private static final int MAX_FRAME = 16 * 1024 * 1024;
    private static final Set<String> SCHEMES = Set.of("ws", "wss", "http", "https");

    private final Vertx vertx;
    private final URI endpoint;
    private final Map<String, String> headers = new TreeMap<>();
    private TokenSupplier token = reason -> Uni.createFrom().item(Token.none());
    private WebSocketClientOptions transport = new WebSocketClientOptions().setMaxFrameSize(MAX_FRAME)
            .setMaxMessageSize(MAX_FRAME);
    private ObjectMapper mapper = new ObjectMapper().findAndRegisterModules();
    private int queue = 50;
    private Duration backoffBase = Duration.ofMillis(500);
    private Duration backoffMax = Duration.ofSeconds(30);
    private Duration connectTimeout = Duration.ofSeconds(15);
    private String heartbeatText = "--heartbeat--";
    private Duration heartbeatInterval = Duration.ofSeconds(15);
    private Duration heartbeatTimeout = Duration.ofSeconds(5);

    Ws4RedisClientBuilder(Vertx vertx, URI endpoint) {
        this.vertx = Objects.requireNonNull(vertx, "vertx");
        // Without a host, as Java sees it when there is an underscore in it, the token would go to localhost.
        if (endpoint.getHost() == null || endpoint.getScheme() == null || !SCHEMES.contains(endpoint.getScheme())) {
            throw new IllegalArgumentException("not an absolute address with ws, wss, http or https, and a host: " + endpoint);
        }
        this.endpoint = endpoint;
    }

    /**
     * Where tokens come from; without, the HTTP upgrade has to say who it is.
     *
     * @return this
     */
    public Ws4RedisClientBuilder token(TokenSupplier supplier) {
        token = Objects.requireNonNull(supplier, "supplier");
        return this;
    }

    /**
     * Adds a header to the upgrade request.
     *
     * @return this
     */
    public Ws4RedisClientBuilder header(String name, String value) {
        headers.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
        return this;
    }

    /**
     * TLS, proxies and sizes, in place of the defaults with 16 MB for a frame.
     *
     * @return this
     */
    public Ws4RedisClientBuilder transport(WebSocketClientOptions options) {
        transport = new WebSocketClientOptions(options);
        return this;
    }

    /**
     * What turns messages into JSON and back. By default one with all modules that are there.
     *
     * @return this
     */
    public Ws4RedisClientBuilder mapper(ObjectMapper jackson) {
        mapper = Objects.requireNonNull(jackson, "jackson");
        return this;
    }

    /**
     * How many requests may wait for a connection, or behind the 16 that are not answered yet; 50 by default: a server does not like
     * more at once. Who publishes more than that at a time has to wait for answers.
     *
     * @param requests at least 1
     * @return this
     */
    public Ws4RedisClientBuilder queue(int requests) {
        if (requests < 1) {
            throw new IllegalArgumentException("a queue for " + requests + " requests");
        }
        queue = requests;
        return this;
    }

    /**
     * How long to wait before connecting again.
     *
     * @param base the first wait is any time up to this, each further one up to twice as much; 500 ms by default
     * @param max no wait is longer; 30 s by default
     * @return this
     */
    public Ws4RedisClientBuilder backoff(Duration base, Duration max) {
        backoffBase = positive(base);
        backoffMax = positive(max);
        return this;
    }

    /**
     * How long an attempt to connect may take, until it is authenticated; 15 s by default.
     *
     * @return this
     */
    public Ws4RedisClientBuilder connectTimeout(Duration limit) {
        connectTimeout = positive(limit);
        return this;
    }

    /**
     * How a dead link is noticed.
     *
     * @param interval after so long without a frame the server is asked for one; 15 s by default
     * @param timeout so long it has to answer; 5 s by default
     * @return this
     */
    public Ws4RedisClientBuilder heartbeat(Duration interval, Duration timeout) {
        heartbeatInterval = positive(interval);
        heartbeatTimeout = positive(timeout);
        return this;
    }

    /**
     * The heartbeat, as in the server's configuration; {@code --heartbeat--} by default.
     *
     * @return this
     */
    public Ws4RedisClientBuilder heartbeatText(String text) {
        heartbeatText = Objects.requireNonNull(text, "text");
        return this;
    }

    private static Duration positive(Duration duration) {
        if (duration.toMillis() < 1) {
            throw new IllegalArgumentException("less than a millisecond: " + duration);
        }
        return duration;
    }

    /** {@return a client, which does nothing before {@link Ws4RedisClient#connect}} */
    public Ws4RedisClient build() {
        return new Ws4RedisClient(vertx,
                new Settings(endpoint, token, Map.copyOf(headers), transport, mapper, queue, backoffBase,
                        backoffMax, connectTimeout,
                        new Settings.HeartbeatSettings(heartbeatText, heartbeatInterval, heartbeatTimeout)));
    }
}
