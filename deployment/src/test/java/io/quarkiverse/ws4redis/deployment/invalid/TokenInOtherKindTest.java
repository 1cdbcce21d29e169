package io.quarkiverse.ws4redis.deployment.invalid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import org.eclipse.microprofile.jwt.JsonWebToken;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.ws4redis.WsAuthenticator;
import io.quarkiverse.ws4redis.WsCredentials;
import io.quarkus.test.QuarkusUnitTest;

/** A build failure: a token where none is verified. */
class TokenInOtherKindTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest().withApplicationRoot(jar -> jar.addClasses(NotJwt.class))
            .assertException(failure -> assertThat(failure)
                    .hasMessageContaining("JsonWebToken")
                    .hasMessageContaining("which it cannot get"));

    @Test
    void failsTheBuild() {
        fail("the build should have failed");
    }

    @WsAuthenticator("k")
    public static class NotJwt {
        static WsCredentials authWS4RedisConnection(JsonWebToken token) {
            return null;
        }
    }
}
