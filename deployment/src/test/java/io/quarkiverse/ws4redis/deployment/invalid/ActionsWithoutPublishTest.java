package io.quarkiverse.ws4redis.deployment.invalid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.ws4redis.WsChannel;
import io.quarkus.test.QuarkusUnitTest;

/** A build failure: actions that nobody decides about. */
class ActionsWithoutPublishTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest().withApplicationRoot(jar -> jar.addClasses(Open.class))
            .assertException(failure -> assertThat(failure)
                    .hasMessageContaining("handles actions without canPublishTo")
                    .hasMessageContaining("add static boolean canPublishTo"));

    @Test
    void failsTheBuild() {
        fail("the build should have failed");
    }

    @WsChannel("open")
    public static class Open {
        static boolean canSubscribeTo() {
            return true;
        }

        static void onWS4RedisMessage() {
        }
    }
}
