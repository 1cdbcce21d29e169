package io.quarkiverse.ws4redis.config;

import io.smallrye.config.WithDefault;

/** Traces, in applications with OpenTelemetry. */
public interface TracesConfig {

    /**
     * Whether requests, publishes and deliveries are traced as far as OpenTelemetry samples them. A message that is sampled
     * carries its trace through Redis; nodes of a release that does not know of traces drop such messages.
     */
    @WithDefault("true")
    boolean enabled();
}
