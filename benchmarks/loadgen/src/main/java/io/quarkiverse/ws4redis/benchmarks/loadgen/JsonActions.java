package io.quarkiverse.ws4redis.benchmarks.loadgen;

/** {"action": "auth" | "subscribe" | "publish", ...}, with or without the authentication step. */
final class JsonActions extends Protocol {
    private static final int AUTH = 1;
    private static final int SUBSCRIBE = 2;

    private final boolean auth;
    private final Identities identities;

    JsonActions(Options o, boolean auth, Identities identities) {
        super(o);
        this.auth = auth;
        this.identities = identities;
    }

    @Override
    void onOpen(Conn c) {
        if (auth) {
            c.step = AUTH;
            c.send("{\"action\":\"auth\"," + identities.fields(c.want.number()) + "}");
        } else {
            subscribe(c);
        }
    }

    private void subscribe(Conn c) {
        if (!c.want.subscriber()) {
            c.ready();
            return;
        }
        c.step = SUBSCRIBE;
        c.send("{\"action\":\"subscribe\",\"channel\":\"" + opts.channel + "\",\"pk\":" + c.want.pk() + "}");
    }

    @Override
    void onText(Conn c, String text) {
        if (c.isReady()) {
            if (!c.answered(text) && text.contains("\"error\"")) {
                c.stats.serverErrors++;
                c.stats.lastError = text;
            }
        } else if (text.contains("\"error\"")) {
            c.fail("server said " + text);
        } else if (c.step == AUTH && (text.contains("authenticated") || text.contains("\"subscribed\""))) {
            subscribe(c);
        } else if (c.step == SUBSCRIBE && text.contains("\"subscribed\"")) {
            c.ready();
        }
    }

    @Override
    String publishPrefix(int pk) {
        return "{\"action\":\"publish\",\"channel\":\"" + opts.channel + "\",\"pk\":" + pk + ",\"message\":";
    }

    @Override
    String publishSuffix(int pk) {
        return "}";
    }
}
