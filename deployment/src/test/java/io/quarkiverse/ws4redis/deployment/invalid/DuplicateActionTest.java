package io.quarkiverse.ws4redis.deployment.invalid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.ws4redis.WsAction;
import io.quarkiverse.ws4redis.WsChannel;
import io.quarkus.test.QuarkusUnitTest;

/** A build failure: two handlers of one action. */
class DuplicateActionTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest().withApplicationRoot(jar -> jar.addClasses(Twice.class))
            .assertException(failure -> assertThat(failure)
                    .hasMessageContaining("as another method does")
                    .hasMessageContaining("keep one of them"));

    @Test
    void failsTheBuild() {
        fail("the build should have failed");
    }

    @WsChannel("c")
    public static class Twice {
        static boolean canPublishTo() {
            return true;
        }

        @WsAction("x")
        static void one() {
        }

        @WsAction("x")
        static void two() {
        }
    }
}
