package io.quarkiverse.ws4redis.deployment.model;

import java.time.Duration;

import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.ClassInfo;

import io.quarkiverse.ws4redis.SlowConsumer;
import io.quarkus.runtime.configuration.DurationConverter;

/** Reads what {@code @WsChannel} says besides the name, and refuses what would mean nothing. */
final class ChannelOptionsReader {

    private static final String REMEDY = "use a duration of more than 0, for example \"1H\"";

    private ChannelOptionsReader() {
    }

    static ChannelOptions read(ClassInfo type, AnnotationInstance channel, ModelErrors errors) {
        AnnotationValue presence = channel.value("presence");
        AnnotationValue slowConsumer = channel.value("slowConsumer");
        return new ChannelOptions(history(type, channel.value("history"), errors), presence != null && presence.asBoolean(),
                slowConsumer == null ? SlowConsumer.CLOSE : SlowConsumer.valueOf(slowConsumer.asEnum()),
                permissionMillis(type, channel.value("permissionTtl"), errors));
    }

    private static HistoryModel history(ClassInfo type, AnnotationValue value, ModelErrors errors) {
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
            errors.add(type, "has @WsHistory(ttl = \"" + ttl + "\")", REMEDY);
        }
        return new HistoryModel(size, millis);
    }

    private static long permissionMillis(ClassInfo type, AnnotationValue value, ModelErrors errors) {
        if (value == null) {
            return 0;
        }
        long millis = millis(value.asString());
        if (millis <= 0) {
            errors.add(type, "has @WsChannel(permissionTtl = \"" + value.asString() + "\")", REMEDY);
        }
        return millis;
    }

    private static long millis(String text) {
        try {
            Duration duration = DurationConverter.parseDuration(text);
            return duration == null ? 0 : duration.toMillis();
        } catch (IllegalArgumentException | ArithmeticException e) {
            return 0;
        }
    }
}
