package io.quarkiverse.ws4redis.dispatch;

import io.quarkiverse.ws4redis.SlowConsumer;
import io.quarkiverse.ws4redis.WsCredentials;
import io.quarkiverse.ws4redis.WsMessage;

/** What the build generates for a class whose methods are {@code @NonBlocking}: constants, and calls without reflection. */
final class RoomHandler implements ChannelHandler {

    /** The application's class. */
    private static final class Room {

        static boolean mayUse(WsCredentials who, WsMessage message) {
            return who.kind().equals("terminal") && message.pkAsLong().isPresent();
        }

        static String onWS4RedisMessage(WsMessage message) {
            return message.pk();
        }
    }

    @Override
    public String channel() {
        return "room";
    }

    @Override
    public Class<?> type() {
        return Room.class;
    }

    @Override
    public int historySize() {
        return 0;
    }

    @Override
    public long historyMillis() {
        return 0;
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
        return Execution.EVENT_LOOP;
    }

    @Override
    public Object canSubscribeTo(WsCredentials who, WsMessage message) {
        return Room.mayUse(who, message);
    }

    @Override
    public Execution publishExecution() {
        return Execution.EVENT_LOOP;
    }

    @Override
    public boolean publishGrantsPks() {
        return false;
    }

    @Override
    public Object canPublishTo(WsCredentials who, WsMessage message) {
        return Room.mayUse(who, message);
    }

    @Override
    public Execution actionExecution(String action) {
        return Execution.EVENT_LOOP;
    }

    @Override
    public Object onAction(WsCredentials who, WsMessage message) {
        return Room.onWS4RedisMessage(message);
    }
}
