package io.quarkiverse.ws4redis.session;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkiverse.ws4redis.broker.History;
import io.quarkiverse.ws4redis.broker.Page;
import io.quarkiverse.ws4redis.broker.RedisKeys;
import io.quarkiverse.ws4redis.broker.Retention;
import io.quarkiverse.ws4redis.config.Ws4RedisConfig;
import io.quarkiverse.ws4redis.protocol.Frames;
import io.quarkiverse.ws4redis.protocol.Request;
import io.quarkiverse.ws4redis.protocol.Topic;
import io.quarkiverse.ws4redis.protocol.WireError;
import io.vertx.core.Future;

/** Handles {@code history}: stored messages, for those who are subscribed. */
@Singleton
final class HistoryHandler {

    private final History history;
    private final HistoryPolicy policy;
    private final RedisKeys keys;
    private final int limit;

    @Inject
    HistoryHandler(History history, HistoryPolicy policy, RedisKeys keys, Ws4RedisConfig config) {
        this.history = history;
        this.policy = policy;
        this.keys = keys;
        this.limit = config.limits().maxHistory();
    }

    Future<String> handle(Session session, Request.History request) {
        Topic topic = new Topic(session.facility(), request.channel(), request.pk());
        if (!session.isSubscribed(topic)) {
            return Future.failedFuture(new RefusedException(WireError.HISTORY_DENIED));
        }
        Retention retention = policy.of(topic.channel());
        if (retention == null) {
            return Future.failedFuture(new RefusedException(WireError.NO_HISTORY));
        }
        int most = request.limit() == null ? limit : Math.min(request.limit(), limit);
        return session.onLoop(history.page(keys.data(topic), retention,
                request.since(), most)).compose(page -> {
                    if (!session.isSubscribed(topic)) {
                        return Future.failedFuture(new RefusedException(WireError.HISTORY_DENIED));
                    }
                    String fields = fields(page);
                    if (request.envelope().id() == null) {
                        session.send(Frames.history(topic.channel(), topic.pk(), fields));
                    }
                    return Future.succeededFuture(fields);
                });
    }

    private static String fields(Page page) {
        StringBuilder out = new StringBuilder(Frames.position(page.position())).append(",\"messages\":[");
        for (Page.Stored stored : page.messages()) {
            if (out.charAt(out.length() - 1) != '[') {
                out.append(',');
            }
            out.append("{\"offset\":").append(stored.offset()).append(",\"message\":").append(stored.message()).append('}');
        }
        return out.append(']').toString();
    }
}
