package io.quarkiverse.ws4redis.deployment.invalid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.ws4redis.WsChannel;
import io.quarkus.test.QuarkusUnitTest;

/** A build failure: the server's own channel. */
class ReservedChannelTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest().withApplicationRoot(jar -> jar.addClasses(Reserved.class))
            .assertException(failure -> assertThat(failure)
                    .hasMessageContaining("which is the server's")
                    .hasMessageContaining("choose another name"));

    @Test
    void failsTheBuild() {
        fail("the build should have failed");
    }

    @WsChannel("broadcast")
    public static class Reserved {
        static boolean canSubscribeTo() {
            return true;
        }
    }
}
