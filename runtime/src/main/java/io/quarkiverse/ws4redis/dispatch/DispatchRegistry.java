package io.quarkiverse.ws4redis.dispatch;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkus.arc.All;

/** The application's channels and authenticators by name. Unmodifiable; safe on any thread. */
@Singleton
public final class DispatchRegistry {

    private final Map<String, ChannelHandler> channels;
    private final Map<String, Authenticator> authenticators;

    @Inject
    public DispatchRegistry(@All List<ChannelHandler> channels, @All List<Authenticator> authenticators) {
        this.channels = channels.stream()
                .collect(Collectors.toUnmodifiableMap(ChannelHandler::channel, Function.identity()));
        this.authenticators = authenticators.stream()
                .collect(Collectors.toUnmodifiableMap(Authenticator::kind, Function.identity()));
    }

    /** {@return the handler of a channel; empty if no class declares it} */
    public Optional<ChannelHandler> channel(String name) {
        return Optional.ofNullable(channels.get(name));
    }

    /** {@return the handlers of all channels} */
    public Stream<ChannelHandler> channels() {
        return channels.values().stream();
    }

    /** {@return the names of all channels that classes declare} */
    public Set<String> channelNames() {
        return channels.keySet();
    }

    /** {@return the kinds that classes authenticate} */
    public Set<String> kinds() {
        return authenticators.keySet();
    }

    /** {@return the authenticator of a kind; empty if no class declares it} */
    public Optional<Authenticator> authenticator(String kind) {
        return Optional.ofNullable(authenticators.get(kind));
    }
}
