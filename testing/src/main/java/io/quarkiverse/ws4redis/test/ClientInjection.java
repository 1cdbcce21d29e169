package io.quarkiverse.ws4redis.test;

import java.lang.reflect.Field;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

import io.quarkus.test.common.http.TestHTTPResourceManager;
import io.quarkus.test.junit.callback.QuarkusTestAfterConstructCallback;
import io.quarkus.test.junit.callback.QuarkusTestAfterEachCallback;
import io.quarkus.test.junit.callback.QuarkusTestMethodContext;

/** Called by Quarkus: fills the fields with {@link InjectWs4RedisClient} and closes their clients after each test. */
public final class ClientInjection implements QuarkusTestAfterConstructCallback, QuarkusTestAfterEachCallback {

    @Override
    public void afterConstruct(Object test) {
        for (Field field : fields(test)) {
            if (field.getType() != WsTestClients.class) {
                throw new IllegalStateException(field + " has @InjectWs4RedisClient, but is not of type WsTestClients");
            }
            access(field, () -> field.set(test, ofApplication()));
        }
    }

    @Override
    public void afterEach(QuarkusTestMethodContext context) {
        List<Object> tests = new ArrayList<>(context.getOuterInstances());
        tests.add(context.getTestInstance());
        for (Object test : tests) {
            for (Field field : fields(test)) {
                access(field, () -> ((WsTestClients) field.get(test)).close());
            }
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
