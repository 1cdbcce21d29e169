package io.quarkiverse.ws4redis.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.quarkiverse.ws4redis.test.WsTestClient;

/**
 * What one connection of the original server is on the side of Redis, as its description has it: the keys that it subscribes to, the
 * payloads that its application writes, and the frames that it makes of what it reads.
 */
final class DjangoWorker implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 60;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Socket commands;
    private final Socket subscriber;
    private final String prefix;
    private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> confirmed = new LinkedBlockingQueue<>();

    DjangoWorker(int port, String prefix) {
        this.prefix = prefix;
        try {
            commands = new Socket(InetAddress.getLoopbackAddress(), port);
            subscriber = new Socket(InetAddress.getLoopbackAddress(), port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread reader = new Thread(this::receive, "django-worker");
        reader.setDaemon(true);
        reader.start();
    }

    /** Follows a key; {@code pk} {@code null} for one without. {@return this, when Redis has confirmed} */
    DjangoWorker subscribe(String channel, String pk) {
        write(subscriber, "SUBSCRIBE", key(channel, pk));
        assertThat(poll(confirmed)).isEqualTo(key(channel, pk));
        return this;
    }

    /** Publishes as the application does: an object as its JSON, a string as it is. */
    void publish(String channel, String pk, String payload) {
        write(commands, "PUBLISH", key(channel, pk), payload);
        try {
            assertThat(reply(new DataInputStream(commands.getInputStream()))).isInstanceOf(Long.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Expects that this is the next frame that its client gets. */
    void expect(String json) {
        assertThat(WsTestClient.json(next())).isEqualTo(WsTestClient.json(json));
    }

    /** {@return the next frame that its client gets} */
    String next() {
        return poll(frames);
    }

    private String key(String channel, String pk) {
        return prefix + ":" + channel + ":" + (pk == null ? "" : pk + ":") + "events";
    }

    private static String poll(BlockingQueue<String> queue) {
        try {
            String next = queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(next).as("nothing came").isNotNull();
            return next;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void receive() {
        try {
            DataInputStream in = new DataInputStream(subscriber.getInputStream());
            while (reply(in) instanceof List<?> push) {
                if (push.get(0).equals("message")) {
                    frames.add(frame(push.get(1).toString(), push.get(2).toString()));
                } else {
                    confirmed.add(push.get(1).toString());
                }
            }
        } catch (IOException e) {
            frames.add("\"closed: " + e.getMessage() + "\"");
        }
    }

    /** The frame that the worker sends, or why it does not. */
    private static String frame(String key, String payload) {
        String[] names = key.split(":");
        ObjectNode frame = JSON.objectNode().put("channel", names[1]);
        if (names.length == 4) {
            frame.put("pk", names[2]);
        }
        JsonNode parsed;
        try {
            parsed = WsTestClient.json(payload);
        } catch (RuntimeException | AssertionError e) {
            parsed = JSON.missingNode();
        }
        if (parsed.isObject() && !parsed.isEmpty()) {
            return parsed.path("name").asText().equals("logout")
                    ? "\"a logout\""
                    : frame.set("message", read((ObjectNode) parsed)).toString();
        }
        boolean isFalse = parsed.isMissingNode() || parsed.isNull() || parsed.isContainerNode() && parsed.isEmpty()
                || parsed.isTextual() && parsed.asText().isEmpty() || parsed.isNumber() && parsed.asDouble() == 0
                || parsed.isBoolean() && !parsed.asBoolean();
        return isFalse ? frame.put("message", payload).toString() : "\"every subscriber is disconnected by " + payload + "\"";
    }

    /** What becomes of an object: dots in names make objects, and {@code null} in a list is one. */
    private static ObjectNode read(ObjectNode object) {
        ObjectNode read = JSON.objectNode();
        for (Iterator<String> names = object.fieldNames(); names.hasNext();) {
            String name = names.next();
            String[] path = name.split("\\.");
            ObjectNode at = read;
            for (int i = 0; i < path.length - 1; i++) {
                at = at.withObjectProperty(path[i]);
            }
            at.set(path[path.length - 1], value(object.get(name), false));
        }
        return read;
    }

    private static JsonNode value(JsonNode value, boolean inList) {
        if (value instanceof ObjectNode object) {
            return read(object);
        }
        if (value instanceof ArrayNode list) {
            ArrayNode read = JSON.arrayNode();
            list.forEach(each -> read.add(value(each, true)));
            return read;
        }
        return inList && value.isNull() ? JSON.objectNode() : value;
    }

    private static void write(Socket socket, String... command) {
        StringBuilder out = new StringBuilder("*" + command.length + "\r\n");
        for (String word : command) {
            out.append('$').append(word.getBytes(StandardCharsets.UTF_8).length).append("\r\n").append(word).append("\r\n");
        }
        try {
            socket.getOutputStream().write(out.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Object reply(DataInputStream in) throws IOException {
        String line = line(in);
        int number = Integer.parseInt(line.substring(1));
        return switch (line.charAt(0)) {
            case ':' -> (long) number;
            case '*' -> list(in, number);
            default -> {
                byte[] bytes = in.readNBytes(number);
                in.readNBytes(2);
                yield new String(bytes, StandardCharsets.UTF_8);
            }
        };
    }

    private static List<Object> list(DataInputStream in, int size) {
        return IntStream.range(0, size).mapToObj(i -> {
            try {
                return reply(in);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }).toList();
    }

    private static String line(DataInputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.readByte(); next != '\r'; next = in.readByte()) {
            line.append((char) next);
        }
        in.readByte();
        return line.toString();
    }

    @Override
    public void close() {
        try {
            commands.close();
            subscriber.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
