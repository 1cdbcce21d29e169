package io.quarkiverse.ws4redis.deployment.invalid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.ws4redis.WsChannel;
import io.quarkus.test.QuarkusUnitTest;

/** A build failure: a name that could break a key. */
class InvalidNameTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest().withApplicationRoot(jar -> jar.addClasses(Colon.class))
            .assertException(failure -> assertThat(failure)
                    .hasMessageContaining("@WsChannel(\"a:b\")")
                    .hasMessageContaining("without ':'"));

    @Test
    void failsTheBuild() {
        fail("the build should have failed");
    }

    @WsChannel("a:b")
    public static class Colon {
        static boolean canSubscribeTo() {
            return true;
        }
    }
}
