package io.quarkiverse.ws4redis.session;

import java.util.List;
import java.util.stream.Collectors;

import io.quarkiverse.ws4redis.protocol.Frames;
import io.quarkiverse.ws4redis.protocol.WireError;

/** What a client, or the application, can do. */
sealed interface SessionStep {

    /** Sends a text frame; {@code id} is the JSON of its id, {@code null} for none. */
    sealed interface Sent extends SessionStep {
        String frame(String id);
    }

    record Auth(String kind, String token) implements Sent {
        @Override
        public String frame(String id) {
            return request(id, "auth", "\"kind\":" + Frames.quote(kind) + ",\"token\":" + Frames.quote(token));
        }
    }

    /** {@code pk} {@code null} for the channel itself, or for all that may be had of it. */
    record Subscribe(String channel, String pk) implements Sent {
        @Override
        public String frame(String id) {
            return request(id, "subscribe", entry());
        }

        String entry() {
            return address(channel, pk == null ? List.of() : List.of(pk));
        }
    }

    record Unsubscribe(String channel, String pk) implements Sent {
        @Override
        public String frame(String id) {
            return request(id, "unsubscribe", new Subscribe(channel, pk).entry());
        }
    }

    record Resubscribe(List<Subscribe> entries) implements Sent {
        @Override
        public String frame(String id) {
            return request(id, "resubscribe", entries.stream().map(entry -> "{" + entry.entry() + "}")
                    .collect(Collectors.joining(",", "\"channels\":[", "]")));
        }
    }

    record Publish(String channel, List<String> pks, String message) implements Sent {
        @Override
        public String frame(String id) {
            return request(id, "publish", address(channel, pks) + ",\"message\":" + message);
        }
    }

    record Custom(String action, String channel, List<String> pks) implements Sent {
        @Override
        public String frame(String id) {
            return request(id, action, address(channel, pks));
        }
    }

    /** A frame that is none of these, and what is to be said of it: {@code action}, {@code channel} (JSON), {@code pk}. */
    record Malformed(String frame, WireError error, String action, String channel, String pk) implements Sent {
        @Override
        public String frame(String id) {
            return frame;
        }
    }

    /** More than a request may have. */
    record TooLarge() implements Sent {
        @Override
        public String frame(String id) {
            return "x".repeat(SessionPropertiesTest.MAX_MESSAGE_SIZE + 1);
        }
    }

    record Heartbeat() implements Sent {
        @Override
        public String frame(String id) {
            return "--heartbeat--";
        }
    }

    record NotUtf8() implements SessionStep {
    }

    record Close() implements SessionStep {
    }

    /** The application publishes; {@code pk} {@code null} for the channel itself. */
    record Tell(String channel, String pk, String message) implements SessionStep {
    }

    record Logout(String kind, String pk) implements SessionStep {
    }

    private static String request(String id, String action, String fields) {
        return "{\"action\":\"" + action + "\"," + fields + (id == null ? "}" : ",\"id\":" + id + "}");
    }

    private static String address(String channel, List<String> pks) {
        String pk = pks.stream().map(Frames::quote).collect(Collectors.joining(","));
        return "\"channel\":" + Frames.quote(channel)
                + (pks.isEmpty() ? "" : ",\"pk\":" + (pks.size() == 1 ? pk : "[" + pk + "]"));
    }
}
