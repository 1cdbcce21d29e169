package io.quarkiverse.ws4redis.it;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import io.quarkiverse.ws4redis.redisprocess.RedisProcess;
import io.quarkiverse.ws4redis.test.nodes.Packaged;
import io.quarkiverse.ws4redis.test.nodes.WsTestNode;

/** Starts nodes that notice soon what is lost. */
public final class Nodes {

    /** Within this time after its death a node's connections are offline for the others. */
    static final Duration PRESENCE_EXPIRY = Duration.ofSeconds(3);

    private Nodes() {
    }

    /**
     * Starts a node of this application and waits until it is ready.
     *
     * @param name also the name of its log in {@code target}
     * @param redis its Redis, unless the options say another
     * @param options further options, which win over those that every node has
     * @return the node
     */
    public static WsTestNode start(String name, RedisProcess redis, String... options) {
        return start(Packaged.here(), name, redis, options);
    }

    /** Starts a node of another application of this project. */
    static WsTestNode start(Packaged application, String name, RedisProcess redis, String... options) {
        return WsTestNode.start(application, name, redis, Stream.concat(ofEvery(name).stream(), Stream.of(options))
                .toArray(String[]::new));
    }

    private static List<String> ofEvery(String name) {
        return List.of("-Xmx256m", "-Dquarkus.datasource.jdbc.url=jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1",
                // What comes first on a busy machine may take longer than the defaults allow.
                "-Dquarkus.datasource.jdbc.acquisition-timeout=60S", "-Dquarkus.ws4redis.auth.reminder=60S",
                "-Dquarkus.ws4redis.auth.deadline=120S",
                "-Dquarkus.ws4redis.presence.expiry=" + PRESENCE_EXPIRY.toSeconds() + "S",
                "-Dquarkus.ws4redis.presence.refresh=1S", "-Dquarkus.ws4redis.redis.timeout=1S",
                "-Dquarkus.ws4redis.redis.probe-interval=500MS", "-Dquarkus.ws4redis.redis.reconnect-max=500MS");
    }
}
