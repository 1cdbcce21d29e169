package io.quarkiverse.ws4redis.client;

import io.vertx.core.Promise;

/** A request that was not answered yet. */
final class Pending {

    final long id;
    final String text;
    /** Whether it may be sent again when it is not known what became of it. */
    final boolean repeatable;
    final Promise<Frame> answer = Promise.promise();
    Loop.Timer timer = Loop.Timer.NONE;
    boolean sent;

    Pending(long id, String text, boolean repeatable) {
        this.id = id;
        this.text = text;
        this.repeatable = repeatable;
    }

    void answered(Frame frame) {
        timer.cancel();
        answer.tryComplete(frame);
    }

    void failed(Ws4RedisException error) {
        timer.cancel();
        answer.tryFail(error);
    }
}
