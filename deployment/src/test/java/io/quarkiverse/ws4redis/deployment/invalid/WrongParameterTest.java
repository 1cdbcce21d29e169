package io.quarkiverse.ws4redis.deployment.invalid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.ws4redis.WsChannel;
import io.quarkus.test.QuarkusUnitTest;

/** A build failure: a parameter that nothing can be given for. */
class WrongParameterTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest().withApplicationRoot(jar -> jar.addClasses(Wrong.class))
            .assertException(failure -> assertThat(failure)
                    .hasMessageContaining("Wrong#canSubscribeTo()")
                    .hasMessageContaining("java.lang.StringBuilder")
                    .hasMessageContaining("use WsCredentials, WsMessage"));

    @Test
    void failsTheBuild() {
        fail("the build should have failed");
    }

    @WsChannel("c")
    public static class Wrong {
        static boolean canSubscribeTo(StringBuilder what) {
            return true;
        }
    }
}
