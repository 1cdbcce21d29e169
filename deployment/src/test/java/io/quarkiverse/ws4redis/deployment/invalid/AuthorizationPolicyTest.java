package io.quarkiverse.ws4redis.deployment.invalid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import jakarta.enterprise.context.ApplicationScoped;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.ws4redis.WsChannel;
import io.quarkus.test.QuarkusUnitTest;
import io.quarkus.vertx.http.security.AuthorizationPolicy;

/** A build failure: a security annotation that is for HTTP endpoints only. */
class AuthorizationPolicyTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClasses(Unenforced.class))
            .assertException(failure -> assertThat(failure)
                    .hasMessageContaining("has @AuthorizationPolicy, which Quarkus enforces on HTTP endpoints only"));

    @Test
    void failsTheBuild() {
        fail("the build should have failed");
    }

    @WsChannel("c")
    @ApplicationScoped
    public static class Unenforced {
        @AuthorizationPolicy(name = "any")
        boolean canSubscribeTo() {
            return true;
        }
    }
}
