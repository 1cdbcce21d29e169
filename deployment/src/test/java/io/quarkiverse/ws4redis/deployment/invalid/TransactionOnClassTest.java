package io.quarkiverse.ws4redis.deployment.invalid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import jakarta.transaction.Transactional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.ws4redis.WsChannel;
import io.quarkus.test.QuarkusUnitTest;

/** A build failure: an interceptor binding that a static method would not see. */
class TransactionOnClassTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClasses(Ignored.class))
            .assertException(failure -> assertThat(failure)
                    .hasStackTraceContaining("Ignored#canSubscribeTo() is static")
                    .hasStackTraceContaining("@Transactional on a class has no effect")
                    .hasStackTraceContaining("put it on the method"));

    @Test
    void failsTheBuild() {
        fail("the build should have failed");
    }

    @WsChannel("c")
    @Transactional
    public static class Ignored {
        static boolean canSubscribeTo() {
            return true;
        }
    }
}
