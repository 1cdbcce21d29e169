package io.quarkiverse.ws4redis.deployment.invalid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.ws4redis.WsChannel;
import io.quarkus.test.QuarkusUnitTest;

/** A build failure: a channel without methods. */
class NoMethodsTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest().withApplicationRoot(jar -> jar.addClasses(Empty.class))
            .assertException(failure -> assertThat(failure)
                    .hasMessageContaining("but none of its methods")
                    .hasMessageContaining("add static boolean canSubscribeTo"));

    @Test
    void failsTheBuild() {
        fail("the build should have failed");
    }

    @WsChannel("empty")
    public static class Empty {
    }
}
