package io.quarkiverse.ws4redis.protocol;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

import io.quarkiverse.ws4redis.protocol.Request.Envelope;

/** The JSON that the server sends: protocol sections 3 and 4. The order of fields is part of the contract. */
public final class Frames {

    /** As the channel of an error about what names no channel. */
    public static final String SYSTEM = "\"system\"";

    /** As the channel of an error about who somebody is. */
    public static final String MEMBER = "\"member\"";

    private static final JsonStringEncoder STRINGS = JsonStringEncoder.getInstance();

    private Frames() {
    }

    /** {@return the acknowledgement of a subscription; {@code held}: how many the connection has now} */
    public static String subscribed(String channel, String pk, int held) {
        return acknowledgement("subscribed", channel, pk, held);
    }

    /** {@return the acknowledgement of a subscription with history; every later message has a higher offset} */
    public static String subscribed(String channel, String pk, int held, Position position) {
        StringBuilder out = new StringBuilder(subscribed(channel, pk, held));
        out.setLength(out.length() - 1);
        return appendPosition(position, out.append(',')).append('}').toString();
    }

    /**
     * The end of a recovery.
     *
     * @param channel the channel
     * @param pk the pk; {@code null} for the channel itself
     * @param recovered whether nothing is missing up to the position
     * @param position where the connection is; {@code null} for a channel without history
     * @return the frame
     */
    public static String recovered(String channel, String pk, boolean recovered, Position position) {
        StringBuilder out = named("recovered", channel, pk, 60).append(",\"recovered\":").append(recovered);
        return (position == null ? out : appendPosition(position, out.append(','))).append('}').toString();
    }

    /** {@return the start of a frame; {@code more}: about how many characters will follow} */
    private static StringBuilder named(String name, String channel, String pk, int more) {
        StringBuilder out = new StringBuilder(more + 80).append("{\"name\":\"").append(name).append("\",\"channel\":");
        quote(channel, out);
        appendPk(pk, out);
        return out;
    }

    /** {@return stored messages as a frame of their own; {@code fields} as in {@link #ok}} */
    public static String history(String channel, String pk, String fields) {
        return named("history", channel, pk, fields.length()).append(',').append(fields).append('}').toString();
    }

    /** {@return the fields epoch and offset} */
    public static String position(Position position) {
        return appendPosition(position, new StringBuilder(60)).toString();
    }

    private static StringBuilder appendPosition(Position position, StringBuilder out) {
        out.append("\"epoch\":");
        quote(position.epoch(), out);
        return out.append(",\"offset\":").append(position.offset());
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
        return messageHead(channel, pk, messageJson.length()).append(messageJson).append('}').toString();
    }

    /** {@return a message's frame up to the message itself} */
    public static String messageHead(String channel, String pk) {
        return messageHead(channel, pk, 0).toString();
    }

    /** {@return a message's frame, with history, after the message itself} */
    public static String messageTail(long offset) {
        return ",\"offset\":" + offset + "}";
    }

    private static StringBuilder messageHead(String channel, String pk, int more) {
        StringBuilder out = new StringBuilder(more + 60).append("{\"channel\":");
        quote(channel, out);
        appendPk(pk, out);
        return out.append(",\"message\":");
    }

    /**
     * The start of a message about somebody who came or went; the script that counts them appends version and member.
     *
     * @param name {@code joined} or {@code left}
     * @param channel the channel
     * @param pk the pk; {@code null} for none
     * @return the frame's start
     */
    public static String membership(String name, String channel, String pk) {
        return named(name, channel, pk, 0).append(",\"version\":").toString();
    }

    /** {@return who is present; {@code fields}: the JSON fields that say it} */
    public static String presence(String channel, String pk, String fields) {
        return named("presence", channel, pk, fields.length()).append(',').append(fields).append('}').toString();
    }

    /** {@return a client's request to subscribe, for what it did not put into one of its own} */
    public static String subscribe(String channel, String pk) {
        StringBuilder out = new StringBuilder(80).append("{\"action\":\"subscribe\",\"channel\":");
        quote(channel, out);
        appendPk(pk, out);
        return out.append('}').toString();
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
