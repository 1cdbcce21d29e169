package io.quarkiverse.ws4redis.observe;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Singleton;

import io.quarkus.runtime.metrics.MetricsFactory;
import io.quarkus.runtime.metrics.MetricsFactory.TimeRecorder;

/** How long the application's permission methods take; taken where a metrics extension is present. Thread-safe. */
@Singleton
public final class PermissionTimes implements Meters {

    /** The methods. */
    public enum Method {
        SUBSCRIBE("canSubscribeTo"),
        PUBLISH("canPublishTo");

        private final String methodName;

        Method(String methodName) {
            this.methodName = methodName;
        }

        /** {@return its name} */
        public String methodName() {
            return methodName;
        }
    }

    private volatile Map<Method, TimeRecorder> recorders = Map.of();

    @Override
    public void register(MetricsFactory factory) {
        Map<Method, TimeRecorder> all = new EnumMap<>(Method.class);
        for (Method method : Method.values()) {
            all.put(method, factory.builder("ws4redis.permissions")
                    .description("Duration of permission methods, the wait for their thread included")
                    .tag("method", method.methodName()).buildTimer());
        }
        recorders = all;
    }

    /** {@return whether anybody wants to know} */
    public boolean areTaken() {
        return !recorders.isEmpty();
    }

    /** A method took this long. */
    public void took(Method method, long nanos) {
        TimeRecorder recorder = recorders.get(method);
        if (recorder != null) {
            recorder.update(nanos, TimeUnit.NANOSECONDS);
        }
    }
}
