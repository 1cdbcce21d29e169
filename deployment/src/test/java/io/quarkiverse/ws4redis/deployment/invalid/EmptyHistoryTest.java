package io.quarkiverse.ws4redis.deployment.invalid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.ws4redis.WsChannel;
import io.quarkiverse.ws4redis.WsHistory;
import io.quarkus.test.QuarkusUnitTest;

/** A build failure: a history that would keep nothing. */
class EmptyHistoryTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClasses(NoSize.class, NoTime.class, NoDuration.class))
            .assertException(failure -> assertThat(failure)
                    .hasMessageContaining("NoSize has @WsHistory(size = 0): keep at least 1 message")
                    .hasMessageContaining("NoTime has @WsHistory(ttl = \"0S\"): use a duration of more than 0")
                    .hasMessageContaining("NoDuration has @WsHistory(ttl = \"for a while\"): use a duration"));

    @Test
    void failsTheBuild() {
        fail("the build should have failed");
    }

    @WsChannel(value = "a", history = @WsHistory(size = 0, ttl = "1H"))
    public static class NoSize {
        static boolean canSubscribeTo() {
            return true;
        }
    }

    @WsChannel(value = "b", history = @WsHistory(size = 1, ttl = "0S"))
    public static class NoTime {
        static boolean canSubscribeTo() {
            return true;
        }
    }

    @WsChannel(value = "c", history = @WsHistory(size = 1, ttl = "for a while"))
    public static class NoDuration {
        static boolean canSubscribeTo() {
            return true;
        }
    }
}
