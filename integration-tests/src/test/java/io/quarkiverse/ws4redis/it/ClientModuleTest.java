package io.quarkiverse.ws4redis.it;

import static org.hamcrest.Matchers.containsString;

import org.junit.jupiter.api.Test;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;

/** The TypeScript client's module comes with the extension. */
@QuarkusTest
class ClientModuleTest {

    @Test
    void theModuleIsServedWhereTheDocumentationSays() {
        RestAssured.get("/_static/ws4redis-client/ws4redis-client.js").then().statusCode(200)
                .contentType(containsString("javascript")).body(containsString("as createClient"));
    }
}
