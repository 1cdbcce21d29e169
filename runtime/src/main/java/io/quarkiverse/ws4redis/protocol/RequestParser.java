package io.quarkiverse.ws4redis.protocol;

import static io.quarkiverse.ws4redis.protocol.FieldReader.skip;

import java.io.IOException;
import java.util.ArrayList;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;

import io.quarkiverse.ws4redis.protocol.Request.Envelope;

/**
 * Reads requests in one pass. The message of a publish is never turned into objects: it is cut out of the text, so that it
 * arrives exactly as it was sent. Of a repeated field the last one counts, as it does for Jackson's trees. Thread-safe.
 */
public final class RequestParser {

    private final RequestLimits limits;
    private final RequestRules rules;
    private final JsonFactory json;

    public RequestParser(RequestLimits limits) {
        this.limits = limits;
        this.rules = new RequestRules(limits);
        this.json = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(limits.depth()).maxNumberLength(limits.numberLength()).build())
                .build();
    }

    /**
     * Reads a request.
     *
     * @param text one frame's text
     * @return the request
     * @throws MalformedRequestException if it is none; what it says is meant for the client
     */
    public Request parse(String text) throws MalformedRequestException {
        RequestFields fields = new RequestFields();
        try (JsonParser parser = json.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                boolean valid = parser.currentToken() != null && skipsToEnd(parser);
                throw new MalformedRequestException(valid ? WireError.NOT_AN_OBJECT : WireError.BAD_JSON,
                        Envelope.NONE);
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                read(name, parser, text, fields);
            }
            if (parser.nextToken() != null) {
                throw new MalformedRequestException(WireError.BAD_JSON, Envelope.NONE);
            }
        } catch (StreamConstraintsException e) {
            throw new MalformedRequestException(WireError.JSON_LIMITS, fields.envelope());
        } catch (IOException e) {
            throw new MalformedRequestException(WireError.BAD_JSON, Envelope.NONE);
        }
        return rules.request(fields, text);
    }

    private static boolean skipsToEnd(JsonParser parser) throws IOException {
        parser.skipChildren();
        parser.finishToken();
        return parser.nextToken() == null;
    }

    private void read(String name, JsonParser parser, String text, RequestFields fields) throws IOException {
        switch (name) {
            case "action" -> {
                fields.action = string(parser);
                fields.actionGiven = parser.currentToken() != JsonToken.VALUE_NULL;
            }
            case "kind" -> fields.kind = string(parser);
            case "id" -> {
                JsonToken token = parser.currentToken();
                String raw = slice(parser, text);
                fields.idFits = token == JsonToken.VALUE_STRING || token.isNumeric() || token == JsonToken.VALUE_NULL;
                fields.id = fields.idFits && token != JsonToken.VALUE_NULL && raw.length() <= limits.nameLength() + 2
                        ? raw
                        : null;
                fields.idFits &= token == JsonToken.VALUE_NULL || fields.id != null;
            }
            case "channel" -> {
                fields.channel = string(parser);
                String raw = slice(parser, text);
                fields.channelJson = raw.length() <= limits.nameLength() + 2 ? raw : null;
            }
            case "pk" -> readPk(parser, fields);
            case "message" -> fields.message = slice(parser, text);
            case "channels" -> readChannels(parser, fields);
            case "key" -> fields.key = FieldReader.text(parser, limits.nameLength());
            case "recover" -> fields.recover = FieldReader.position(parser);
            case "limit" -> fields.limit = FieldReader.number(parser);
            case "since" -> fields.since = FieldReader.number(parser);
            default -> skip(parser);
        }
    }

    private void readPk(JsonParser parser, RequestFields fields) throws IOException {
        fields.pks = new ArrayList<>(1);
        fields.pkList = parser.currentToken() == JsonToken.START_ARRAY;
        fields.pkFits = true;
        fields.tooMany = false;
        if (!fields.pkList) {
            if (parser.currentToken() != JsonToken.VALUE_NULL) {
                String pk = pk(parser);
                fields.pkFits = pk != null;
                fields.pks.add(pk);
            }
            skip(parser);
            return;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (fields.pks.size() == limits.names()) {
                fields.tooMany = true;
            } else {
                String pk = pk(parser);
                fields.pkFits &= pk != null;
                fields.pks.add(pk);
            }
            skip(parser);
        }
    }

    private void readChannels(JsonParser parser, RequestFields fields) throws IOException {
        fields.channels = null;
        fields.channelsFit = parser.currentToken() == JsonToken.START_ARRAY;
        fields.tooManyChannels = false;
        if (!fields.channelsFit) {
            skip(parser);
            return;
        }
        fields.channels = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                fields.channelsFit = false;
                skip(parser);
            } else {
                RequestFields entry = new RequestFields();
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String name = parser.currentName();
                    parser.nextToken();
                    switch (name) {
                        case "channel" -> {
                            entry.channel = string(parser);
                            skip(parser);
                        }
                        case "pk" -> readPk(parser, entry);
                        case "recover" -> entry.recover = FieldReader.position(parser);
                        default -> skip(parser);
                    }
                }
                if (fields.channels.size() == limits.names()) {
                    fields.tooManyChannels = true;
                } else {
                    fields.channels.add(entry);
                }
            }
        }
    }

    private String pk(JsonParser parser) throws IOException {
        String pk = switch (parser.currentToken()) {
            case VALUE_STRING, VALUE_NUMBER_INT -> parser.getText();
            default -> null;
        };
        return pk != null && rules.fits(pk) ? pk : null;
    }

    private static String string(JsonParser parser) throws IOException {
        return parser.currentToken() == JsonToken.VALUE_STRING ? parser.getText() : null;
    }

    private static String slice(JsonParser parser, String text) throws IOException {
        int from = (int) parser.currentTokenLocation().getCharOffset();
        skip(parser);
        return text.substring(from, (int) parser.currentLocation().getCharOffset()).strip();
    }
}
