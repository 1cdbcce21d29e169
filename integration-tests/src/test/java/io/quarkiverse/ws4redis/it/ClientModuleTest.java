package io.quarkiverse.ws4redis.it;

import static org.hamcrest.Matchers.containsString;

import java.io.IOException;
import java.io.InputStream;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;

/** The TypeScript client's module comes with the extension. */
@QuarkusTest
class ClientModuleTest {

    @Test
    void theModuleIsServedWhereTheExtensionsImportMapSays() throws IOException {
        String path;
        try (InputStream map = getClass().getResourceAsStream("/META-INF/importmap.json")) {
            path = new ObjectMapper().readTree(map).at("/imports/ws4redis-client").asText();
        }
        RestAssured.get(path).then().statusCode(200).contentType(containsString("javascript"))
                .body(containsString("as createClient"));
    }
}
