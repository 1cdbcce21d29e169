package io.quarkiverse.ws4redis.config;

import java.time.Duration;

import io.smallrye.config.WithDefault;

/** The end of a node. */
public interface DrainConfig {

    /**
     * Over how much time a node that shuts down spreads the closing of its connections (code 1012), so that they do not all
     * come to the other nodes at once. 0 closes them all at once, as dev mode does.
     */
    @WithDefault("5S")
    Duration duration();
}
