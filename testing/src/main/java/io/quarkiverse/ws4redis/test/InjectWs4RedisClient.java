package io.quarkiverse.ws4redis.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A field of type {@link WsTestClients}, in a {@code @QuarkusTest} or a {@code @QuarkusIntegrationTest}, that is given the clients of
 * the application under test. What they have opened is closed after each test.
 */
@Documented
@ExtendWith(ClientInjection.class)
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
public @interface InjectWs4RedisClient {
}
