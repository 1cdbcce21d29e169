package io.quarkiverse.ws4redis.it.faults;

import java.util.stream.Stream;

import io.quarkiverse.ws4redis.it.Nodes;
import io.quarkiverse.ws4redis.redisprocess.RedisProcess;
import io.quarkiverse.ws4redis.test.faults.BreakableLink;
import io.quarkiverse.ws4redis.test.nodes.WsTestNode;

/** A node that can be killed and started again, and whose links to Redis and to its clients can be broken. */
final class ProxiedNode implements AutoCloseable {

    private final String name;
    private final RedisProcess redis;
    private final String[] options;
    private final BreakableLink toRedis;
    private final BreakableLink fromClients;
    private WsTestNode node;

    /** Starts it. */
    ProxiedNode(String name, RedisProcess redis, String... options) {
        this.name = name;
        this.redis = redis;
        this.toRedis = BreakableLink.to(redis.port());
        this.options = Stream.concat(Stream.of("-Dquarkus.redis.hosts=redis://127.0.0.1:" + toRedis.port()),
                Stream.of(options)).toArray(String[]::new);
        this.fromClients = BreakableLink.to(0);
        start();
    }

    /** Starts it, again or for the first time, and waits until it is ready. */
    void start() {
        node = Nodes.start(name, redis, options);
        fromClients.redirect(node.ws().getPort());
    }

    String name() {
        return name;
    }

    /** {@return what runs at the moment, past the links} */
    WsTestNode node() {
        return node;
    }

    /** {@return the link to Redis} */
    BreakableLink toRedis() {
        return toRedis;
    }

    /** {@return the link from the clients, which connect to its port} */
    BreakableLink fromClients() {
        return fromClients;
    }

    @Override
    public void close() {
        if (node != null) {
            node.close();
        }
        fromClients.close();
        toRedis.close();
    }
}
