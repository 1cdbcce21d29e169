package io.quarkiverse.ws4redis.deployment.observe;

import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusUnitTest;

/** Where nothing is sampled, messages carry nothing. */
class TracesUnsampledTest extends WithoutTraces {

    @RegisterExtension
    static final QuarkusUnitTest TEST = TracedApplication.test().overrideConfigKey("quarkus.otel.traces.sampler", "always_off");
}
