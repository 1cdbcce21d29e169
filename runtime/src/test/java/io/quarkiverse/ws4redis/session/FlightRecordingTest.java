package io.quarkiverse.ws4redis.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** What JDK Flight Recorder records of a node. */
class FlightRecordingTest {

    private static final String PREFIX = "io.quarkiverse.ws4redis.";

    @TempDir
    Path folder;

    @Test
    void aMessageIsRecordedFromThePermissionToTheSockets() throws IOException {
        List<RecordedEvent> events;
        try (Recording recording = new Recording()) {
            Stream.of("FanOut", "Delivery", "Publish").forEach(name -> recording.enable(PREFIX + name));
            recording.enable(PREFIX + "PermissionCheck").withThreshold(Duration.ZERO);
            recording.start();
            publishOnce();
            recording.stop();
            Path file = folder.resolve("ws4redis.jfr");
            recording.dump(file);
            events = RecordingFile.readAllEvents(file);
        }
        assertThat(of(events, "RedisLink")).anyMatch(event -> event.getBoolean("up"));
        assertThat(of(events, "PermissionCheck"))
                .extracting(event -> event.getString("method") + " " + event.getString("channel"))
                .contains("canSubscribeTo room", "canPublishTo room");
        assertThat(of(events, "Publish"))
                .extracting(event -> event.getString("redisChannel"), event -> event.getInt("receivers"))
                .contains(tuple("ws4redis:{room:1:events}", 1));
        RecordedEvent fanOut = of(events, "FanOut").filter(FlightRecordingTest::isOfRoom).findFirst().orElseThrow();
        List<RecordedEvent> deliveries = of(events, "Delivery").filter(FlightRecordingTest::isOfRoom).toList();
        assertThat(deliveries).hasSize(fanOut.getInt("loops")).allMatch(event -> event.getInt("bytes") > 0);
        assertThat(deliveries.stream().mapToInt(event -> event.getInt("sockets")).sum()).isEqualTo(2);
    }

    @Test
    void whatHappensForEachMessageIsNotRecordedUnlessAskedFor() {
        publishOnce();
        assertThat(FlightRecorder.getFlightRecorder().getEventTypes().stream()
                .filter(type -> type.getName().startsWith(PREFIX)).filter(FlightRecordingTest::isOnByDefault)
                .map(type -> type.getName().substring(PREFIX.length())))
                .doesNotContain("FanOut", "Delivery", "Publish").contains("RedisLink", "PermissionCheck");
    }

    @Test
    void eventsExplainThemselves() {
        publishOnce();
        assertThat(FlightRecorder.getFlightRecorder().getEventTypes().stream()
                .filter(type -> type.getName().startsWith(PREFIX))).isNotEmpty().allSatisfy(type -> {
                    assertThat(type.getLabel()).isNotBlank();
                    assertThat(type.getDescription()).isNotBlank();
                    assertThat(type.getCategoryNames()).containsExactly("Quarkus", "ws4redis");
                });
    }

    private static boolean isOfRoom(RecordedEvent event) {
        return event.getString("redisChannel").equals("ws4redis:{room:1:events}");
    }

    private static boolean isOnByDefault(EventType type) {
        return type.getSettingDescriptors().stream()
                .anyMatch(setting -> setting.getName().equals("enabled") && setting.getDefaultValue().equals("true"));
    }

    private static Stream<RecordedEvent> of(List<RecordedEvent> events, String name) {
        return events.stream().filter(event -> event.getEventType().getName().equals(PREFIX + name));
    }

    private static void publishOnce() {
        try (SessionNode node = new SessionNode(Map.of())) {
            for (int i = 0; i < 2; i++) {
                Peer alice = node.open("events");
                alice.send("{\"action\":\"auth\",\"kind\":\"member\",\"token\":\"alice\"}");
                alice.send("{\"action\":\"subscribe\",\"channel\":\"room\",\"pk\":1}");
                node.settle();
                if (i == 1) {
                    alice.send("{\"action\":\"publish\",\"channel\":\"room\",\"pk\":1,\"message\":1}");
                    node.settle();
                }
            }
        }
    }
}
