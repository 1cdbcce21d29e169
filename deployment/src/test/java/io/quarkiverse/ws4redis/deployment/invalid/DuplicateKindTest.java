package io.quarkiverse.ws4redis.deployment.invalid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.ws4redis.WsAuthenticator;
import io.quarkiverse.ws4redis.WsCredentials;
import io.quarkus.test.QuarkusUnitTest;

/** A build failure: two classes with the same kind. */
class DuplicateKindTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest().withApplicationRoot(jar -> jar.addClasses(One.class, Two.class))
            .assertException(failure -> assertThat(failure)
                    .hasMessageContaining("@WsAuthenticator(\"same\")")
                    .hasMessageContaining("give one of them another name"));

    @Test
    void failsTheBuild() {
        fail("the build should have failed");
    }

    @WsAuthenticator("same")
    public static class One {
        static WsCredentials authWS4RedisConnection() {
            return null;
        }
    }

    @WsAuthenticator("same")
    public static class Two {
        static WsCredentials authWS4RedisConnection() {
            return null;
        }
    }
}
