package io.quarkiverse.ws4redis.deployment.invalid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.ws4redis.WsChannel;
import io.quarkus.test.QuarkusUnitTest;

/** A build failure: two classes with the same channel. */
class DuplicateChannelTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest().withApplicationRoot(jar -> jar.addClasses(One.class, Two.class))
            .assertException(failure -> assertThat(failure)
                    .hasMessageContaining("@WsChannel(\"same\")")
                    .hasMessageContaining("give one of them another name"));

    @Test
    void failsTheBuild() {
        fail("the build should have failed");
    }

    @WsChannel("same")
    public static class One {
        static boolean canSubscribeTo() {
            return true;
        }
    }

    @WsChannel("same")
    public static class Two {
        static boolean canSubscribeTo() {
            return true;
        }
    }
}
