package io.quarkiverse.ws4redis.deployment.invalid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.concurrent.CompletionStage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.ws4redis.WsChannel;
import io.quarkus.test.QuarkusUnitTest;

/** A build failure: a result that would be sent before it is there. */
class LateResultTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClasses(Late.class))
            .assertException(failure -> assertThat(failure)
                    .hasStackTraceContaining("Late#onWS4RedisMessage() returns")
                    .hasStackTraceContaining("a Uni of it"));

    @Test
    void failsTheBuild() {
        fail("the build should have failed");
    }

    @WsChannel("c")
    public static class Late {
        static boolean canPublishTo() {
            return true;
        }

        static CompletionStage<String> onWS4RedisMessage() {
            return null;
        }
    }
}
