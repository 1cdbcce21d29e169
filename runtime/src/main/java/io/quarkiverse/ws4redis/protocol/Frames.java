package io.quarkiverse.ws4redis.protocol;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

import io.quarkiverse.ws4redis.protocol.Request.Envelope;

/** The JSON that the server sends: protocol sections 3 and 4. The order of fields is part of the contract. */
public final class Frames {

    private static final JsonStringEncoder STRINGS = JsonStringEncoder.getInstance();

    private Frames() {
    }

    /** {@return the acknowledgement of a subscription; {@code held}: how many the connection has now} */
    public static String subscribed(String channel, String pk, int held) {
        return acknowledgement("subscribed", channel, pk, held);
    }

    /** {@return the acknowledgement that a subscription ended; {@code held}: how many the connection has left} */
    public static String unsubscribed(String channel, String pk, int held) {
        return acknowledgement("unsubscribed", channel, pk, held);
    }

    private static String acknowledgement(String name, String channel, String pk, int held) {
        StringBuilder out = new StringBuilder(80).append("{\"name\":\"").append(name).append("\",\"channel\":");
        quote(channel, out);
        out.append(",\"status\":").append(held);
        appendPk(pk, out);
        return out.append('}').toString();
    }

    /** {@return a message as subscribers get it; {@code messageJson} goes in unchanged} */
    public static String message(String channel, String pk, String messageJson) {
        StringBuilder out = new StringBuilder(messageJson.length() + 60).append("{\"channel\":");
        quote(channel, out);
        appendPk(pk, out);
        return out.append(",\"message\":").append(messageJson).append('}').toString();
    }

    /** {@return an error frame; {@code channelJson} is the value of its channel, {@code null} for JSON's null} */
    public static String error(String channelJson, WireError error, Envelope request) {
        StringBuilder out = new StringBuilder(120).append("{\"channel\":").append(channelJson)
                .append(",\"message\":{\"error\":");
        quote(error.text(), out);
        out.append(",\"code\":").append(error.code()).append('}');
        if (request.action() != null) {
            out.append(",\"action\":");
            quote(request.action(), out);
        }
        appendPk(request.pk(), out);
        if (request.id() != null) {
            out.append(",\"id\":").append(request.id());
        }
        return out.append('}').toString();
    }

    /** {@return the final answer to a request with an id; {@code fields}: JSON of further fields, or an empty text} */
    public static String ok(String idJson, String fields) {
        return "{\"id\":" + idJson + ",\"name\":\"ok\"" + (fields.isEmpty() ? "" : "," + fields) + "}";
    }

    /** {@return the text as a JSON string} */
    public static String quote(String text) {
        StringBuilder out = new StringBuilder(text.length() + 2);
        quote(text, out);
        return out.toString();
    }

    private static void appendPk(String pk, StringBuilder out) {
        if (pk != null) {
            out.append(",\"pk\":");
            quote(pk, out);
        }
    }

    private static void quote(String text, StringBuilder out) {
        out.append('"');
        STRINGS.quoteAsString(text, out);
        out.append('"');
    }
}
