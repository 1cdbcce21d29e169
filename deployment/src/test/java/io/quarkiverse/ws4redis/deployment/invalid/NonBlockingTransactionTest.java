package io.quarkiverse.ws4redis.deployment.invalid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import jakarta.transaction.Transactional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.ws4redis.WsChannel;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.common.annotation.NonBlocking;

/** A build failure: a transaction on the event loop. */
class NonBlockingTransactionTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest().withApplicationRoot(jar -> jar.addClasses(Both.class))
            .assertException(failure -> assertThat(failure)
                    .hasMessageContaining("is @Transactional and @NonBlocking")
                    .hasMessageContaining("remove @NonBlocking"));

    @Test
    void failsTheBuild() {
        fail("the build should have failed");
    }

    @WsChannel("c")
    public static class Both {
        @Transactional
        @NonBlocking
        static boolean canSubscribeTo() {
            return true;
        }
    }
}
