package io.quarkiverse.ws4redis.deployment.observe;

import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusUnitTest;

/** Traces can be switched off in an application that has OpenTelemetry. */
class TracesSwitchedOffTest extends WithoutTraces {

    @RegisterExtension
    static final QuarkusUnitTest TEST = TracedApplication.test().overrideConfigKey("quarkus.ws4redis.traces.enabled", "false");
}
