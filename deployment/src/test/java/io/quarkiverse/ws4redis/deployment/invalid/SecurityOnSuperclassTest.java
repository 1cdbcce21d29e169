package io.quarkiverse.ws4redis.deployment.invalid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import jakarta.annotation.security.RolesAllowed;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.ws4redis.WsChannel;
import io.quarkus.test.QuarkusUnitTest;

/** A build failure: a security annotation on the superclass that declares a static method. */
class SecurityOnSuperclassTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClasses(Base.class, Derived.class))
            .assertException(failure -> assertThat(failure)
                    .hasStackTraceContaining("on static methods")
                    .hasStackTraceContaining("Base#canSubscribeTo()"));

    @Test
    void failsTheBuild() {
        fail("the build should have failed");
    }

    @RolesAllowed("admin")
    public static class Base {
        static boolean canSubscribeTo() {
            return true;
        }
    }

    @WsChannel("c")
    public static class Derived extends Base {
    }
}
