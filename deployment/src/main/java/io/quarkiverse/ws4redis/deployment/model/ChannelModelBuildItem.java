package io.quarkiverse.ws4redis.deployment.model;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.jboss.jandex.ClassInfo;

import io.quarkus.builder.item.MultiBuildItem;

/** A validated {@code @WsChannel} class. */
public final class ChannelModelBuildItem extends MultiBuildItem {

    private final ClassInfo type;
    private final String channel;
    private final ChannelOptions options;
    private final Optional<HandlerMethod> canSubscribeTo;
    private final Optional<HandlerMethod> canPublishTo;
    private final boolean publishGrantsPks;
    private final Optional<HandlerMethod> onMessage;
    private final Map<String, HandlerMethod> actions;

    ChannelModelBuildItem(ClassInfo type, String channel, ChannelOptions options, Optional<HandlerMethod> canSubscribeTo,
            Optional<HandlerMethod> canPublishTo, boolean publishGrantsPks, Optional<HandlerMethod> onMessage,
            Map<String, HandlerMethod> actions) {
        this.type = type;
        this.channel = channel;
        this.options = options;
        this.canSubscribeTo = canSubscribeTo;
        this.canPublishTo = canPublishTo;
        this.publishGrantsPks = publishGrantsPks;
        this.onMessage = onMessage;
        this.actions = Map.copyOf(actions);
    }

    /** {@return the class} */
    public ClassInfo type() {
        return type;
    }

    /** {@return the channel's name} */
    public String channel() {
        return channel;
    }

    /** {@return what its annotation says besides the name} */
    public ChannelOptions options() {
        return options;
    }

    /** {@return the permission to subscribe} */
    public Optional<HandlerMethod> canSubscribeTo() {
        return canSubscribeTo;
    }

    /** {@return the permission to publish} */
    public Optional<HandlerMethod> canPublishTo() {
        return canPublishTo;
    }

    /** {@return whether the permission to publish returns pks} */
    public boolean publishGrantsPks() {
        return publishGrantsPks;
    }

    /** {@return the handler of all custom actions that have none of their own} */
    public Optional<HandlerMethod> onMessage() {
        return onMessage;
    }

    /** {@return all methods} */
    public Stream<HandlerMethod> methods() {
        return Stream.concat(actions.values().stream(),
                Stream.of(canSubscribeTo, canPublishTo, onMessage).flatMap(Optional::stream));
    }

    /** {@return the handlers of single actions} */
    public Map<String, HandlerMethod> actions() {
        return actions;
    }
}
