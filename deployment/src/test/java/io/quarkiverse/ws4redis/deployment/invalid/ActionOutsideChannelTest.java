package io.quarkiverse.ws4redis.deployment.invalid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.ws4redis.WsAction;
import io.quarkus.test.QuarkusUnitTest;

/** A build failure: an action of no channel. */
class ActionOutsideChannelTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest().withApplicationRoot(jar -> jar.addClasses(Stray.class))
            .assertException(failure -> assertThat(failure)
                    .hasMessageContaining("has @WsAction but its class is no channel")
                    .hasMessageContaining("add @WsChannel"));

    @Test
    void failsTheBuild() {
        fail("the build should have failed");
    }

    public static class Stray {
        @WsAction("x")
        static void one() {
        }
    }
}
