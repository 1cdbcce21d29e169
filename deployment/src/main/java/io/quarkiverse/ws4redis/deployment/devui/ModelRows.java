package io.quarkiverse.ws4redis.deployment.devui;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;

import io.quarkiverse.ws4redis.deployment.Ws4RedisDotNames;
import io.quarkiverse.ws4redis.deployment.generate.GeneratedHandlerBuildItem;
import io.quarkiverse.ws4redis.deployment.model.AuthenticatorModelBuildItem;
import io.quarkiverse.ws4redis.deployment.model.BroadcastModelBuildItem;
import io.quarkiverse.ws4redis.deployment.model.ChannelModelBuildItem;
import io.quarkiverse.ws4redis.deployment.model.HandlerMethod;

/** What the build found and generated, as the page shows it. */
final class ModelRows {

    /** A class with its methods; {@code entity} if JPA knows it, {@code handler} was generated for it. */
    record Source(String type, boolean entity, String handler, List<Method> methods) {
    }

    /** A method and what it is for; without a signature, what the class does not have and therefore denies. */
    record Method(String role, String signature, String execution) {
    }

    /** A channel and what its annotation says. */
    record Channel(String channel, Source source, int historySize, long historyMillis, boolean presence,
            String slowConsumer, long permissionMillis, List<Broadcast> broadcasts) {
    }

    /** Changes of an entity that go to a channel. */
    record Broadcast(String entity, String changes, String via) {
    }

    /** An authenticator. */
    record Authenticator(String kind, Source source) {
    }

    private final Map<DotName, String> handlers;

    ModelRows(List<GeneratedHandlerBuildItem> handlers) {
        this.handlers = handlers.stream()
                .collect(Collectors.toMap(GeneratedHandlerBuildItem::type, GeneratedHandlerBuildItem::handler));
    }

    /** {@return the channels, by name} */
    List<Channel> channels(List<ChannelModelBuildItem> channels, List<BroadcastModelBuildItem> broadcasts) {
        return channels.stream().sorted(Comparator.comparing(ChannelModelBuildItem::channel))
                .map(model -> channel(model, broadcasts)).toList();
    }

    private Channel channel(ChannelModelBuildItem model, List<BroadcastModelBuildItem> broadcasts) {
        Stream<Method> permissions = Stream.of(permission("canSubscribeTo", model.canSubscribeTo()),
                permission("canPublishTo", model.canPublishTo()));
        Stream<Method> actions = Stream.concat(
                new TreeMap<>(model.actions()).entrySet().stream()
                        .map(action -> method("action " + action.getKey(), action.getValue())),
                model.onMessage().map(method -> method("other actions", method)).stream());
        return new Channel(model.channel(), source(model.type(), Stream.concat(permissions, actions)),
                model.options().history().size(), model.options().history().millis(), model.options().presence(),
                model.options().slowConsumer().name(), model.options().permissionMillis(),
                broadcasts.stream().filter(broadcast -> broadcast.channel().equals(model.channel()))
                        .map(ModelRows::broadcast).toList());
    }

    private static Broadcast broadcast(BroadcastModelBuildItem model) {
        return new Broadcast(model.type().name().toString(),
                model.changes().stream().map(Enum::name).collect(Collectors.joining(", ")), model.via());
    }

    /** {@return the authenticators, by kind} */
    List<Authenticator> authenticators(List<AuthenticatorModelBuildItem> authenticators) {
        return authenticators.stream().sorted(Comparator.comparing(AuthenticatorModelBuildItem::kind))
                .map(model -> new Authenticator(model.kind(), source(model.type(), Stream.of(
                        Stream.of(method("authenticates", model.authenticate())),
                        model.online().map(hook -> method("online", hook)).stream(),
                        model.offline().map(hook -> method("offline", hook)).stream()).flatMap(Function.identity()))))
                .toList();
    }

    private Source source(ClassInfo type, Stream<Method> methods) {
        return new Source(type.name().toString(), type.hasDeclaredAnnotation(Ws4RedisDotNames.ENTITY),
                handlers.get(type.name()), methods.toList());
    }

    private static Method permission(String role, Optional<HandlerMethod> found) {
        return found.map(method -> method(role, method)).orElse(new Method(role, null, null));
    }

    private static Method method(String role, HandlerMethod found) {
        String parameters = found.method().parameterTypes().stream().map(type -> simple(type.toString()))
                .collect(Collectors.joining(", ", "(", ")"));
        return new Method(role, (found.isStatic() ? "static " : "") + simple(found.method().returnType().toString()) + " "
                + found.method().name() + parameters, found.execution().name());
    }

    /** Without packages, which make signatures hard to read. */
    private static String simple(String type) {
        return type.replaceAll("\\b[a-z]\\w*\\.", "");
    }
}
