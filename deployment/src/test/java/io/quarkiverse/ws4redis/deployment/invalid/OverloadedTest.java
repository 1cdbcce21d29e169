package io.quarkiverse.ws4redis.deployment.invalid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.ws4redis.WsChannel;
import io.quarkiverse.ws4redis.WsCredentials;
import io.quarkus.test.QuarkusUnitTest;

/** A build failure: an overloaded method. */
class OverloadedTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest().withApplicationRoot(jar -> jar.addClasses(Twice.class))
            .assertException(failure -> assertThat(failure)
                    .hasMessageContaining("is there more than once")
                    .hasMessageContaining("keep one canSubscribeTo"));

    @Test
    void failsTheBuild() {
        fail("the build should have failed");
    }

    @WsChannel("c")
    public static class Twice {
        static boolean canSubscribeTo() {
            return true;
        }

        static boolean canSubscribeTo(WsCredentials who) {
            return true;
        }
    }
}
