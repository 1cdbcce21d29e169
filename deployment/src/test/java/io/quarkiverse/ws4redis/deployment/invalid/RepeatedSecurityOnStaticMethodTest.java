package io.quarkiverse.ws4redis.deployment.invalid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.ws4redis.WsChannel;
import io.quarkus.security.PermissionsAllowed;
import io.quarkus.test.QuarkusUnitTest;

/** A build failure: two annotations of a kind, which the compiler puts into one of another kind. */
class RepeatedSecurityOnStaticMethodTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClasses(Unenforced.class))
            .assertException(failure -> assertThat(failure)
                    .hasMessageContaining("Quarkus does not enforce @PermissionsAllowed.List on static methods"));

    @Test
    void failsTheBuild() {
        fail("the build should have failed");
    }

    @WsChannel("c")
    public static class Unenforced {
        @PermissionsAllowed("read")
        @PermissionsAllowed("listen")
        static boolean canSubscribeTo() {
            return true;
        }
    }
}
