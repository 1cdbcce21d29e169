package io.quarkiverse.ws4redis.deployment.invalid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkiverse.ws4redis.WsChannel;
import io.quarkus.security.PermissionsAllowed;
import io.quarkus.test.QuarkusUnitTest;

/** A build failure: an annotation of one's own that stands for one of Quarkus'. */
class OwnSecurityAnnotationOnStaticMethodTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(jar -> jar.addClasses(Unenforced.class, CanListen.class))
            .assertException(failure -> assertThat(failure)
                    .hasMessageContaining("Quarkus does not enforce @").hasMessageContaining("CanListen on static methods"));

    @Test
    void failsTheBuild() {
        fail("the build should have failed");
    }

    @PermissionsAllowed("listen")
    @Retention(RetentionPolicy.RUNTIME)
    public @interface CanListen {
    }

    @WsChannel("c")
    public static class Unenforced {
        @CanListen
        static boolean canSubscribeTo() {
            return true;
        }
    }
}
