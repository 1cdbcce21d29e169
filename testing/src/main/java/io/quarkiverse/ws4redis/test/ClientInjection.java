package io.quarkiverse.ws4redis.test;

import java.lang.reflect.Field;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import io.quarkus.test.common.http.TestHTTPResourceManager;
import io.quarkus.test.junit.callback.QuarkusTestAfterConstructCallback;
import io.quarkus.test.junit.callback.QuarkusTestAfterEachCallback;
import io.quarkus.test.junit.callback.QuarkusTestMethodContext;

/**
 * Fills the fields with {@link InjectWs4RedisClient} and closes their clients after each test. Called by Quarkus in a
 * {@code @QuarkusTest}, whose methods run on an instance that JUnit does not know, and by JUnit in a
 * {@code @QuarkusIntegrationTest}, for which Quarkus calls nobody.
 */
public final class ClientInjection
        implements
            QuarkusTestAfterConstructCallback,
            QuarkusTestAfterEachCallback,
            BeforeEachCallback,
            AfterEachCallback {

    @Override
    public void afterConstruct(Object test) {
        fill(test);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        context.getRequiredTestInstances().getAllInstances().forEach(ClientInjection::fill);
    }

    @Override
    public void afterEach(QuarkusTestMethodContext context) {
        context.getOuterInstances().forEach(ClientInjection::close);
        close(context.getTestInstance());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        context.getRequiredTestInstances().getAllInstances().forEach(ClientInjection::close);
    }

    private static void fill(Object test) {
        for (Field field : fields(test)) {
            if (field.getType() != WsTestClients.class) {
                throw new IllegalStateException(field + " has @InjectWs4RedisClient, but is not of type WsTestClients");
            }
            access(field, () -> field.set(test, ofApplication()));
        }
    }

    private static void close(Object test) {
        for (Field field : fields(test)) {
            access(field, () -> ((WsTestClients) field.get(test)).close());
        }
    }

    private static WsTestClients ofApplication() {
        Config config = ConfigProvider.getConfig();
        String path = config.getOptionalValue("quarkus.ws4redis.path", String.class).orElse("/ws");
        String heartbeat = config.getOptionalValue("quarkus.ws4redis.heartbeat", String.class).orElse(WsTestClient.HEARTBEAT);
        String root = TestHTTPResourceManager.getUri().replaceFirst("/$", "");
        return new WsTestClients(Handshake.of(URI.create(root + path)).heartbeat(heartbeat));
    }

    private static List<Field> fields(Object test) {
        List<Field> fields = new ArrayList<>();
        for (Class<?> type = test.getClass(); type != Object.class; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (field.isAnnotationPresent(InjectWs4RedisClient.class)) {
                    fields.add(field);
                }
            }
        }
        return fields;
    }

    private interface Access {
        void run() throws IllegalAccessException;
    }

    private static void access(Field field, Access access) {
        try {
            field.setAccessible(true);
            access.run();
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(field + " cannot be used", e);
        }
    }
}
