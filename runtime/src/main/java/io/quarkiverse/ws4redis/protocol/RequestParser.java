package io.quarkiverse.ws4redis.protocol;

import static io.quarkiverse.ws4redis.protocol.HistoryFields.skip;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;

import io.quarkiverse.ws4redis.WsNames;
import io.quarkiverse.ws4redis.protocol.Request.Envelope;

/**
 * Reads requests in one pass. The message of a publish is never turned into objects: it is cut out of the text, so that it
 * arrives exactly as it was sent. Of a repeated field the last one counts, as it does for Jackson's trees. Thread-safe.
 */
public final class RequestParser {

    private final RequestLimits limits;
    private final JsonFactory json;

    public RequestParser(RequestLimits limits) {
        this.limits = limits;
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
        return request(fields, text);
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
            case "key" -> fields.key = HistoryFields.text(parser, limits.nameLength());
            case "recover" -> fields.recover = HistoryFields.position(parser);
            case "limit" -> fields.limit = HistoryFields.number(parser);
            case "since" -> fields.since = HistoryFields.number(parser);
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
                        case "recover" -> entry.recover = HistoryFields.position(parser);
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

    private Request request(RequestFields f, String text) throws MalformedRequestException {
        if (f.action == null || f.action.isEmpty()) {
            throw refuse(f, f.actionGiven && f.action == null
                    ? WireError.badField("action", "must be a string")
                    : WireError.NO_ACTION);
        }
        if (!fits(f.action)) {
            throw refuse(f, WireError.badField("action", "is not a valid name"));
        }
        if (!f.idFits) {
            throw refuse(f, WireError.badField("id", "must be a short string or number"));
        }
        return switch (f.action) {
            case "auth" -> new Request.Auth(f.envelope(), f.kind, recover(f), text);
            case "subscribe" -> new Request.Subscribe(f.envelope(), channel(f), onePk(f), recover(f), text);
            case "unsubscribe" -> new Request.Unsubscribe(f.envelope(), channel(f), onePk(f), text);
            case "resubscribe" -> new Request.Resubscribe(f.envelope(), channels(f), text);
            case "publish" -> {
                String channel = channel(f);
                List<String> pks = pks(f);
                if (f.message == null) {
                    throw refuse(f, WireError.badField("message", "missing"));
                }
                if (!f.key.fits()) {
                    throw refuse(f, WireError.badField("key", "must be a short string"));
                }
                yield new Request.Publish(f.envelope(), channel, pks, f.message, f.key.value(), text);
            }
            case "history" -> history(f, text);
            case "presence" -> new Request.Presence(f.envelope(), channel(f), onePk(f), text);
            default -> new Request.Custom(f.envelope(), f.action, channel(f), pks(f), text);
        };
    }

    private Request history(RequestFields f, String text) throws MalformedRequestException {
        String channel = channel(f);
        String pk = onePk(f);
        Long limit = f.limit.value();
        if (!f.limit.fits() || limit != null && limit == 0) {
            throw refuse(f, WireError.badField("limit", "must be a whole number, at least 1"));
        }
        if (!f.since.fits()) {
            throw refuse(f, WireError.badField("since", "must be an offset"));
        }
        Integer most = limit == null ? null : (int) Math.min(limit, Integer.MAX_VALUE);
        return new Request.History(f.envelope(), channel, pk, most, f.since.value(), text);
    }

    private static Position recover(RequestFields f) throws MalformedRequestException {
        if (!f.recover.fits()) {
            throw refuse(f, WireError.badField("recover", "must have epoch and offset"));
        }
        return f.recover.value();
    }

    private String channel(RequestFields f) throws MalformedRequestException {
        if (f.channelJson == null && f.channel == null) {
            throw refuse(f, WireError.badField("channel", "missing"));
        }
        if (!fits(f.channel)) {
            throw refuse(f, WireError.badField("channel", "is not a valid name"));
        }
        return f.channel;
    }

    private String onePk(RequestFields f) throws MalformedRequestException {
        if (f.pkList) {
            throw refuse(f, WireError.badField("pk", "must be a string or a number"));
        }
        List<String> pks = pks(f);
        return pks.isEmpty() ? null : pks.get(0);
    }

    private List<String> pks(RequestFields f) throws MalformedRequestException {
        if (f.tooMany) {
            throw refuse(f, WireError.TOO_MANY_PKS);
        }
        if (!f.pkFits) {
            throw refuse(f, WireError.badField("pk", "is not a valid name"));
        }
        if (f.pkList && f.pks.isEmpty()) {
            throw refuse(f, WireError.badField("pk", "is an empty list"));
        }
        return f.pks.stream().distinct().toList();
    }

    private List<Request.Subscribe> channels(RequestFields f) throws MalformedRequestException {
        if (f.tooManyChannels) {
            throw refuse(f, WireError.TOO_MANY_CHANNELS);
        }
        if (!f.channelsFit || f.channels == null) {
            throw refuse(f, WireError.badField("channels", "must be a list of objects with channel and pk"));
        }
        List<Request.Subscribe> all = new ArrayList<>(f.channels.size());
        for (RequestFields entry : f.channels) {
            if (entry.pkList || !entry.pkFits || !fits(entry.channel)) {
                throw refuse(f, WireError.badField("channels", "must be a list of objects with channel and pk"));
            }
            if (!entry.recover.fits()) {
                throw refuse(f, WireError.badField("recover", "must have epoch and offset"));
            }
            String pk = entry.pks.isEmpty() ? null : entry.pks.get(0);
            String channelJson = Frames.quote(entry.channel);
            String subscribe = "{\"action\":\"subscribe\",\"channel\":" + channelJson
                    + (pk == null ? "}" : ",\"pk\":" + Frames.quote(pk) + "}");
            all.add(new Request.Subscribe(new Envelope(f.id, "subscribe", channelJson, pk), entry.channel, pk,
                    entry.recover.value(), subscribe));
        }
        return List.copyOf(all);
    }

    private static MalformedRequestException refuse(RequestFields f, WireError error) {
        return new MalformedRequestException(error, f.envelope());
    }

    private boolean fits(String name) {
        return WsNames.isValid(name) && name.length() <= limits.nameLength();
    }

    private String pk(JsonParser parser) throws IOException {
        String pk = switch (parser.currentToken()) {
            case VALUE_STRING, VALUE_NUMBER_INT -> parser.getText();
            default -> null;
        };
        return pk != null && fits(pk) ? pk : null;
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
