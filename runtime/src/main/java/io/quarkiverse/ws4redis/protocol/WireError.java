package io.quarkiverse.ws4redis.protocol;

/**
 * What an error frame says: protocol section 3.
 *
 * @param code the error's code, as in HTTP
 * @param text the error's text
 */
public record WireError(int code, String text) {

    public static final WireError BAD_JSON = new WireError(400, "not valid JSON");
    public static final WireError JSON_LIMITS = new WireError(400, "JSON is nested too deep or has a number too long");
    public static final WireError NOT_AN_OBJECT = new WireError(400, "not a JSON object");
    public static final WireError NO_ACTION = new WireError(400, "action missing");
    public static final WireError INVALID_KIND = new WireError(400, "invalid auth kind");
    public static final WireError INVALID_CREDENTIALS = new WireError(401, "invalid credentials");
    public static final WireError INVALID_TOKEN = new WireError(401, "invalid token");
    public static final WireError TOKEN_EXPIRED = new WireError(401, "token expired");
    public static final WireError TOKEN_EXPIRES_SOON = new WireError(401, "token expires soon");
    public static final WireError SUBSCRIBE_DENIED = new WireError(403, "subscribe permission denied");
    public static final WireError PUBLISH_DENIED = new WireError(403, "publish permission denied");
    public static final WireError ACTION_DENIED = new WireError(403, "cannot publish to channel");
    public static final WireError HISTORY_DENIED = new WireError(403, "history permission denied");
    public static final WireError NO_HISTORY = new WireError(404, "channel has no history");
    public static final WireError PRESENCE_DENIED = new WireError(403, "presence permission denied");
    public static final WireError NO_PRESENCE = new WireError(404, "channel does not support presence");
    public static final WireError NO_HANDLER = new WireError(404, "channel does not support onWS4RedisMessage");
    public static final WireError NO_CREDENTIALS = new WireError(408, "no credentials received");
    public static final WireError TOO_MANY_SUBSCRIPTIONS = new WireError(409, "too many subscriptions");
    public static final WireError TOO_LARGE = new WireError(413, "message too large");
    public static final WireError TOO_MANY_PKS = new WireError(413, "too many pks");
    public static final WireError TOO_MANY_CHANNELS = new WireError(413, "too many channels");
    public static final WireError RATE = new WireError(429, "rate limit exceeded");
    public static final WireError TOO_MANY_PENDING = new WireError(429, "too many pending requests");
    public static final WireError TOO_MANY_CONNECTIONS = new WireError(429, "too many connections");
    public static final WireError UNAVAILABLE = new WireError(503, "temporarily unavailable");
    public static final WireError UNCERTAIN = new WireError(503,
            "temporarily unavailable, the request may have taken effect");

    /** {@return the error for a field that is missing or has the wrong form} */
    public static WireError badField(String field, String reason) {
        return new WireError(400, field + " " + reason);
    }

    /** {@return the error for a fault of ours; the log has the same reference} */
    public static WireError internal(String reference) {
        return new WireError(500, "internal error " + reference);
    }
}
