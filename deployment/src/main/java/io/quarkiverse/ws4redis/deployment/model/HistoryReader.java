package io.quarkiverse.ws4redis.deployment.model;

import java.time.Duration;

import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.ClassInfo;

import io.quarkus.runtime.configuration.DurationConverter;

/** Reads {@code @WsChannel(history = @WsHistory(...))}, and refuses what would keep nothing. */
final class HistoryReader {

    private HistoryReader() {
    }

    static HistoryModel read(ClassInfo type, AnnotationInstance channel, ModelErrors errors) {
        AnnotationValue value = channel.value("history");
        if (value == null) {
            return HistoryModel.NONE;
        }
        AnnotationInstance history = value.asNested();
        int size = history.value("size").asInt();
        String ttl = history.value("ttl").asString();
        if (size < 1) {
            errors.add(type, "has @WsHistory(size = " + size + ")", "keep at least 1 message, or remove @WsHistory");
        }
        long millis = millis(ttl);
        if (millis <= 0) {
            errors.add(type, "has @WsHistory(ttl = \"" + ttl + "\")", "use a duration of more than 0, for example \"1H\"");
        }
        return new HistoryModel(size, millis);
    }

    private static long millis(String ttl) {
        try {
            Duration duration = DurationConverter.parseDuration(ttl);
            return duration == null ? 0 : duration.toMillis();
        } catch (IllegalArgumentException | ArithmeticException e) {
            return 0;
        }
    }
}
