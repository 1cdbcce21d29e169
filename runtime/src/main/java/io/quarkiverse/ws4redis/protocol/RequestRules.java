package io.quarkiverse.ws4redis.protocol;

import java.util.ArrayList;
import java.util.List;

import io.quarkiverse.ws4redis.WsNames;
import io.quarkiverse.ws4redis.protocol.Request.Envelope;

/** What each action requires of its fields, and the request that they make. Thread-safe. */
final class RequestRules {

    private final RequestLimits limits;

    RequestRules(RequestLimits limits) {
        this.limits = limits;
    }

    Request request(RequestFields f, String text) throws MalformedRequestException {
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
            all.add(new Request.Subscribe(new Envelope(f.id, "subscribe", Frames.quote(entry.channel), pk), entry.channel, pk,
                    entry.recover.value(), Frames.subscribe(entry.channel, pk)));
        }
        return List.copyOf(all);
    }

    private static MalformedRequestException refuse(RequestFields f, WireError error) {
        return new MalformedRequestException(error, f.envelope());
    }

    boolean fits(String name) {
        return WsNames.isValid(name) && name.length() <= limits.nameLength();
    }
}
