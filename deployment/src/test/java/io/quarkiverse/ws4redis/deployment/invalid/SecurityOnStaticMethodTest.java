package io.quarkiverse.ws4redis.deployment.invalid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import jakarta.annotation.security.RolesAllowed;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.ws4redis.WsChannel;
import io.quarkus.test.QuarkusUnitTest;

/** A build failure: a security annotation that nothing would enforce. */
class SecurityOnStaticMethodTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest().withApplicationRoot(jar -> jar.addClasses(Unenforced.class))
            .assertException(failure -> assertThat(failure)
                    .hasMessageContaining("Quarkus does not enforce @RolesAllowed on static methods")
                    .hasMessageContaining("make the class a CDI bean"));

    @Test
    void failsTheBuild() {
        fail("the build should have failed");
    }

    @WsChannel("c")
    public static class Unenforced {
        @RolesAllowed("admin")
        static boolean canSubscribeTo() {
            return true;
        }
    }
}
