package io.quarkiverse.ws4redis.deployment.devmode;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusDevModeTest;
import io.restassured.RestAssured;

class DevModeTest {

    @RegisterExtension
    static final QuarkusDevModeTest TEST = new QuarkusDevModeTest()
            .withApplicationRoot(jar -> jar.addClasses(LiveChannel.class, RegistryRoute.class));

    @Test
    void changedRemovedAndAddedAnnotationsArePickedUp() {
        assertThat(channels()).isEqualTo("[first]");
        TEST.modifySourceFile(LiveChannel.class, source -> source.replace("@WsChannel(\"first\")", "@WsChannel(\"second\")"));
        assertThat(channels()).isEqualTo("[second]");
        TEST.modifySourceFile(LiveChannel.class, source -> source.replace("@WsChannel(\"second\")", ""));
        assertThat(channels()).isEqualTo("[]");
        TEST.modifySourceFile(LiveChannel.class,
                source -> source.replace("public class", "@WsChannel(\"third\")\npublic class"));
        assertThat(channels()).isEqualTo("[third]");
    }

    private static String channels() {
        return RestAssured.get("/channels").then().statusCode(200).extract().asString();
    }
}
