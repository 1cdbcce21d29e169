package io.quarkiverse.ws4redis.deployment.invalid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.ws4redis.WsChannel;
import io.quarkus.test.QuarkusUnitTest;

/** A build failure: a permission that would be remembered for no time, or that nobody is asked for. */
class PermissionTtlTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClasses(NoTime.class, NoPermission.class))
            .assertException(failure -> assertThat(failure)
                    .hasMessageContaining("NoTime has @WsChannel(permissionTtl = \"0S\"): use a duration of more than 0")
                    .hasMessageContaining("NoPermission has a permissionTtl without canPublishTo"));

    @Test
    void failsTheBuild() {
        fail("the build should have failed");
    }

    @WsChannel(value = "a", permissionTtl = "0S")
    public static class NoTime {
        static boolean canPublishTo() {
            return true;
        }
    }

    @WsChannel(value = "b", permissionTtl = "1H")
    public static class NoPermission {
        static boolean canSubscribeTo() {
            return true;
        }
    }
}
