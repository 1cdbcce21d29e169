package io.quarkiverse.ws4redis.deployment.invalid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.ws4redis.WsAction;
import io.quarkiverse.ws4redis.WsChannel;
import io.quarkus.test.QuarkusUnitTest;

/** A build failure: an action of the protocol's own. */
class ReservedActionTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest().withApplicationRoot(jar -> jar.addClasses(Publishes.class))
            .assertException(failure -> assertThat(failure)
                    .hasMessageContaining("which is the protocol's own")
                    .hasMessageContaining("choose another name"));

    @Test
    void failsTheBuild() {
        fail("the build should have failed");
    }

    @WsChannel("c")
    public static class Publishes {
        static boolean canPublishTo() {
            return true;
        }

        @WsAction("publish")
        static void publish() {
        }
    }
}
