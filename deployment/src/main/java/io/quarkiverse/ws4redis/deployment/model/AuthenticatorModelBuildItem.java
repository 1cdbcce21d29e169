package io.quarkiverse.ws4redis.deployment.model;

import java.util.Optional;
import java.util.stream.Stream;

import org.jboss.jandex.ClassInfo;

import io.quarkus.builder.item.MultiBuildItem;

/** A validated {@code @WsAuthenticator} class. */
public final class AuthenticatorModelBuildItem extends MultiBuildItem {

    private final ClassInfo type;
    private final String kind;
    private final HandlerMethod authenticate;
    private final Optional<HandlerMethod> online;
    private final Optional<HandlerMethod> offline;

    AuthenticatorModelBuildItem(ClassInfo type, String kind, HandlerMethod authenticate, Optional<HandlerMethod> online,
            Optional<HandlerMethod> offline) {
        this.type = type;
        this.kind = kind;
        this.authenticate = authenticate;
        this.online = online;
        this.offline = offline;
    }

    /** {@return the class} */
    public ClassInfo type() {
        return type;
    }

    /** {@return the kind} */
    public String kind() {
        return kind;
    }

    /** {@return the method that authenticates} */
    public HandlerMethod authenticate() {
        return authenticate;
    }

    /** {@return all methods} */
    public Stream<HandlerMethod> methods() {
        return Stream.concat(Stream.of(authenticate), Stream.of(online, offline).flatMap(Optional::stream));
    }

    /** {@return the hook for the first connection} */
    public Optional<HandlerMethod> online() {
        return online;
    }

    /** {@return the hook for the last connection's end} */
    public Optional<HandlerMethod> offline() {
        return offline;
    }
}
