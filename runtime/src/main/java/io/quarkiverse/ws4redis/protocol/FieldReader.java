package io.quarkiverse.ws4redis.protocol;

import java.io.IOException;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

/**
 * Reads the values of fields. Whether they fit matters only to the actions that have them: an application's own action may
 * have fields of the same names.
 */
final class FieldReader {

    /** Offsets beyond are nobody's: they would not even be exact in the scripts that Redis runs. */
    private static final int MAX_DIGITS = 15;

    /** A field's value, {@code null} if it is absent or JSON's null; {@code fits}: whether it is what it should be. */
    record Field<T>(T value, boolean fits) {

        static <T> Field<T> none() {
            return new Field<>(null, true);
        }

        static <T> Field<T> of(T value) {
            return new Field<>(value, value != null);
        }
    }

    private FieldReader() {
    }

    /** {@return a whole number, 0 or more} */
    static Field<Long> number(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        Long value = token == JsonToken.VALUE_NUMBER_INT ? offset(parser.getText()) : null;
        skip(parser);
        return token == JsonToken.VALUE_NULL ? Field.none() : Field.of(value);
    }

    /** {@return a text of 1 to {@code length} characters} */
    static Field<String> text(JsonParser parser, int length) throws IOException {
        JsonToken token = parser.currentToken();
        String value = token == JsonToken.VALUE_STRING ? parser.getText() : "";
        skip(parser);
        return token == JsonToken.VALUE_NULL
                ? Field.none()
                : Field.of(value.isEmpty() || value.length() > length ? null : value);
    }

    /** {@return an object with {@code epoch} and {@code offset}} */
    static Field<Position> position(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            boolean isNull = parser.currentToken() == JsonToken.VALUE_NULL;
            skip(parser);
            return new Field<>(null, isNull);
        }
        String epoch = null;
        Long offset = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "epoch" -> epoch = text(parser, Payload.EPOCH).value();
                case "offset" -> offset = number(parser).value();
                default -> skip(parser);
            }
        }
        return Field.of(epoch == null || offset == null ? null : new Position(epoch, offset));
    }

    private static Long offset(String digits) {
        return digits.startsWith("-") || digits.length() > MAX_DIGITS ? null : Long.valueOf(digits);
    }

    /** Goes to the end of the current value. */
    static void skip(JsonParser parser) throws IOException {
        parser.skipChildren();
        parser.finishToken();
    }
}
