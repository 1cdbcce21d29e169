package io.quarkiverse.ws4redis.interop;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;

import io.quarkiverse.ws4redis.protocol.Frames;
import io.vertx.core.buffer.Buffer;

/**
 * What a Django worker makes of the text of a message: an object if it is one and not empty, else a string; and it ends the
 * connection to each of its subscribers if the text is JSON of another kind that Python holds for true. It has no other types.
 */
final class DjangoText {

    private enum Kind {
        /** An object with fields. */
        OBJECT,
        /** What Python holds for false: it stays a string. */
        EMPTY,
        /** Other JSON. */
        OTHER,
        /** No JSON. */
        TEXT
    }

    private record Read(Kind kind, boolean isLogout, boolean isFinite) {
        Read(Kind kind) {
            this(kind, false, true);
        }
    }

    private final JsonFactory factory;

    DjangoText(int maxDepth, int maxNumberLength) {
        // Python reads and writes NaN.
        factory = JsonFactory.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(maxDepth)
                        .maxNumberLength(maxNumberLength).build())
                .build();
    }

    /** {@return the text for a message of ours, JSON} */
    String of(String messageJson) throws UntranslatableException {
        String text = messageJson;
        if (!isObject(messageJson)) {
            text = string(messageJson);
            if (text == null) {
                throw new UntranslatableException("Django workers know objects and strings only");
            }
            if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
                throw new UntranslatableException("not UTF-8");
            }
        }
        Read read = read(text);
        if (read.kind() == Kind.OTHER) {
            throw new UntranslatableException("a Django worker would end the connections that it sends this string to");
        }
        if (read.isLogout()) {
            throw new UntranslatableException("a Django worker takes it for a logout");
        }
        requireFinite(read);
        return text;
    }

    /** {@return the message, JSON, of what a Django worker or its application has published} */
    String message(Buffer payload) throws UntranslatableException {
        String text = decode(payload);
        if (!isObject(text)) {
            return Frames.quote(text);
        }
        Read read = read(text);
        requireFinite(read);
        return read.kind() == Kind.OBJECT ? text : Frames.quote(text);
    }

    /** {@return whether a text is what {@link #of} made of the message that a frame of ours has from a position on} */
    boolean isCopy(Buffer text, Buffer frame, int position) {
        if (frame.length() >= position + text.length()
                && frame.slice(position, position + text.length()).equals(text)) {
            return true;
        }
        return text.toString().equals(string(frame.getString(position, frame.length())));
    }

    /** Python writes what it cannot hold as Infinity, and so do those who write for it. */
    private static void requireFinite(Read read) throws UntranslatableException {
        if (!read.isFinite()) {
            throw new UntranslatableException("NaN and Infinity are not JSON");
        }
    }

    private static String decode(Buffer payload) throws UntranslatableException {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload.getBytes())).toString();
        } catch (CharacterCodingException e) {
            throw new UntranslatableException("not UTF-8");
        }
    }

    private static boolean isObject(String json) {
        int i = 0;
        while (i < json.length() && " \t\r\n".indexOf(json.charAt(i)) >= 0) {
            i++;
        }
        return i < json.length() && json.charAt(i) == '{';
    }

    /** {@return the string that JSON begins with; {@code null} if it is none} */
    private String string(String json) {
        try (JsonParser parser = factory.createParser(json)) {
            return parser.nextToken() == JsonToken.VALUE_STRING ? parser.getText() : null;
        } catch (IOException e) {
            return null;
        }
    }

    private Read read(String text) throws UntranslatableException {
        try (JsonParser parser = factory.createParser(text)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                return new Read(Kind.TEXT);
            }
            Read read = switch (first) {
                case START_OBJECT -> object(parser);
                case START_ARRAY -> {
                    boolean empty = parser.nextToken() == JsonToken.END_ARRAY;
                    while (!parser.getParsingContext().inRoot()) {
                        parser.nextToken();
                    }
                    yield new Read(empty ? Kind.EMPTY : Kind.OTHER);
                }
                case VALUE_STRING -> new Read(parser.getText().isEmpty() ? Kind.EMPTY : Kind.OTHER);
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                    new Read(parser.getDoubleValue() == 0 ? Kind.EMPTY : Kind.OTHER);
                case VALUE_FALSE, VALUE_NULL -> new Read(Kind.EMPTY);
                default -> new Read(Kind.OTHER);
            };
            return parser.nextToken() == null ? read : new Read(Kind.TEXT);
        } catch (StreamConstraintsException e) {
            throw new UntranslatableException("too deep, or with too long a number");
        } catch (IOException e) {
            return new Read(Kind.TEXT);
        }
    }

    private static Read object(JsonParser parser) throws IOException {
        boolean empty = true;
        boolean isLogout = false;
        boolean isFinite = true;
        for (JsonToken token = parser.nextToken(); !parser.getParsingContext().inRoot(); token = parser.nextToken()) {
            empty = false;
            if (token == JsonToken.VALUE_NUMBER_FLOAT) {
                isFinite &= Double.isFinite(parser.getDoubleValue());
            } else if (token == JsonToken.VALUE_STRING && parser.getParsingContext().getParent().inRoot()) {
                isLogout |= "name".equals(parser.currentName()) && "logout".equals(parser.getText());
            }
        }
        return new Read(empty ? Kind.EMPTY : Kind.OBJECT, isLogout, isFinite);
    }
}
