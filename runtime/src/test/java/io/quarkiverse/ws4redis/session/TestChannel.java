package io.quarkiverse.ws4redis.session;

import java.util.Map;
import java.util.function.BiFunction;

import io.quarkiverse.ws4redis.SlowConsumer;
import io.quarkiverse.ws4redis.WsCredentials;
import io.quarkiverse.ws4redis.WsMessage;
import io.quarkiverse.ws4redis.dispatch.ChannelHandler;
import io.quarkiverse.ws4redis.dispatch.Execution;

/** What would have been generated for a channel; a permission that is {@code null} is a method that the class lacks. */
record TestChannel(String channel, int historySize, Permission subscribe, Permission publish, boolean publishGrantsPks,
        Map<String, BiFunction<WsCredentials, WsMessage, Object>> actions) implements ChannelHandler {

    /** Where it is decided, and how. */
    record Permission(Execution where, BiFunction<WsCredentials, WsMessage, Object> method) {
    }

    @Override
    public Class<?> type() {
        return TestChannel.class;
    }

    @Override
    public long historyMillis() {
        return 60_000;
    }

    @Override
    public boolean presence() {
        return false;
    }

    @Override
    public SlowConsumer slowConsumer() {
        return SlowConsumer.CLOSE;
    }

    @Override
    public long permissionMillis() {
        return 0;
    }

    @Override
    public Execution subscribeExecution() {
        return where(subscribe);
    }

    @Override
    public Object canSubscribeTo(WsCredentials who, WsMessage message) {
        return subscribe.method().apply(who, message);
    }

    @Override
    public Execution publishExecution() {
        return where(publish);
    }

    @Override
    public Object canPublishTo(WsCredentials who, WsMessage message) {
        return publish.method().apply(who, message);
    }

    private static Execution where(Permission permission) {
        return permission == null ? Execution.ABSENT : permission.where();
    }

    @Override
    public Execution actionExecution(String action) {
        return actions.containsKey(action) ? Execution.WORKER : Execution.ABSENT;
    }

    @Override
    public Object onAction(WsCredentials who, WsMessage message) {
        return actions.get(message.action()).apply(who, message);
    }
}
