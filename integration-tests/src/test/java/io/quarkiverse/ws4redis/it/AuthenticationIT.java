package io.quarkiverse.ws4redis.it;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same against the packaged application, and the native executable. */
@QuarkusIntegrationTest
class AuthenticationIT extends AuthenticationTest {
}
