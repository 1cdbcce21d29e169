package io.quarkiverse.ws4redis.deployment.invalid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.ws4redis.WsChannel;
import io.quarkus.test.QuarkusUnitTest;

/** A build failure: an instance method of a class that is no bean. */
class InstanceMethodWithoutBeanTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest().withApplicationRoot(jar -> jar.addClasses(NoBean.class))
            .assertException(failure -> assertThat(failure)
                    .hasMessageContaining("is not static and its class is no CDI bean")
                    .hasMessageContaining("make it static"));

    @Test
    void failsTheBuild() {
        fail("the build should have failed");
    }

    @WsChannel("c")
    public static class NoBean {
        boolean canSubscribeTo() {
            return true;
        }
    }
}
