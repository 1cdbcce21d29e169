package io.quarkiverse.ws4redis.config;

import java.time.Duration;

import io.smallrye.config.WithDefault;

/** Permissions of subscriptions that are asked for again. */
public interface RecheckConfig {

    /**
     * How many permissions a node asks for again at the same time; the others wait for their turn. More end what is no longer
     * permitted sooner, and take more of the database and of the worker threads away from requests.
     */
    @WithDefault("8")
    int concurrency();

    /**
     * How long a subscription is kept whose permission cannot be asked for, because the database is away or the method fails. It is
     * asked for again and again meanwhile; then the subscription ends with 503, and the client may ask for it anew. {@code 0} ends it
     * with the first failure.
     */
    @WithDefault("1M")
    Duration patience();
}
