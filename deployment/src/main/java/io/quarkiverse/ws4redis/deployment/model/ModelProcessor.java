package io.quarkiverse.ws4redis.deployment.model;

import static io.quarkiverse.ws4redis.deployment.Ws4RedisDotNames.ASYNC;
import static io.quarkiverse.ws4redis.deployment.Ws4RedisDotNames.BOOLEAN;
import static io.quarkiverse.ws4redis.deployment.Ws4RedisDotNames.COLLECTIONS;
import static io.quarkiverse.ws4redis.deployment.Ws4RedisDotNames.UNI;
import static io.quarkiverse.ws4redis.deployment.Ws4RedisDotNames.WS_ACTION;
import static io.quarkiverse.ws4redis.deployment.Ws4RedisDotNames.WS_AUTHENTICATOR;
import static io.quarkiverse.ws4redis.deployment.Ws4RedisDotNames.WS_AUTH_REQUEST;
import static io.quarkiverse.ws4redis.deployment.Ws4RedisDotNames.WS_CHANNEL;
import static io.quarkiverse.ws4redis.deployment.Ws4RedisDotNames.WS_CREDENTIALS;
import static io.quarkiverse.ws4redis.deployment.Ws4RedisDotNames.WS_MESSAGE;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;
import org.jboss.jandex.PrimitiveType;
import org.jboss.jandex.Type;

import io.quarkiverse.ws4redis.WsCredentials;
import io.quarkiverse.ws4redis.WsNames;
import io.quarkus.arc.deployment.CustomScopeAnnotationsBuildItem;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;

/** Finds the application's channels and authenticators, and refuses those that could not work. */
class ModelProcessor {

    private static final String AUTHENTICATE = "authWS4RedisConnection";
    private static final String ONLINE = "onWS4RedisOnline";
    private static final String OFFLINE = "onWS4RedisOffline";
    private static final String CAN_SUBSCRIBE = "canSubscribeTo";
    private static final String CAN_PUBLISH = "canPublishTo";
    private static final String ON_MESSAGE = "onWS4RedisMessage";
    private static final Set<String> ACTIONS = Set.of("auth", "subscribe", "unsubscribe", "resubscribe", "publish",
            "presence", "history");

    @BuildStep
    void authenticators(CombinedIndexBuildItem combinedIndex, CustomScopeAnnotationsBuildItem scopes,
            BuildProducer<AuthenticatorModelBuildItem> models) {
        IndexView index = combinedIndex.getIndex();
        ModelErrors errors = new ModelErrors();
        Map<String, ClassInfo> kinds = new HashMap<>();
        for (AnnotationInstance annotation : declared(index, WS_AUTHENTICATOR)) {
            ClassInfo type = annotation.target().asClass();
            String kind = annotation.value().asString();
            if (hasName(type, "@WsAuthenticator", kind, kinds, errors)) {
                authenticator(index, scopes, type, kind, errors).ifPresent(models::produce);
            }
        }
        errors.throwIfAny();
    }

    private static Optional<AuthenticatorModelBuildItem> authenticator(IndexView index,
            CustomScopeAnnotationsBuildItem scopes, ClassInfo type, String kind, ModelErrors errors) {
        MethodReader reader = new MethodReader(index, type, scopes.isScopeDeclaredOn(type), errors);
        Optional<MethodInfo> authenticate = reader.named(AUTHENTICATE);
        if (authenticate.isEmpty()) {
            errors.add(type, "has @WsAuthenticator(\"" + kind + "\") but no " + AUTHENTICATE, "add static WsCredentials "
                    + AUTHENTICATE + "(WsAuthRequest auth)");
            return Optional.empty();
        }
        if (!MethodReader.result(authenticate.get()).name().equals(WS_CREDENTIALS)) {
            errors.add(authenticate.get(), "returns " + authenticate.get().returnType(),
                    "return WsCredentials or Uni<WsCredentials>");
        }
        if (!type.hasDeclaredAnnotation(WS_CHANNEL)) {
            unused(reader, "@WsChannel", List.of(CAN_SUBSCRIBE, CAN_PUBLISH, ON_MESSAGE), errors);
        }
        HandlerMethod method = reader.read(authenticate.get(), WS_AUTH_REQUEST, false, kind.equals("jwt"));
        return Optional.of(new AuthenticatorModelBuildItem(type, kind, method, hook(reader, ONLINE, errors),
                hook(reader, OFFLINE, errors)));
    }

    /** A method that looks as if it protected something, and that nothing would call. */
    private static void unused(MethodReader reader, String annotation, List<String> names, ModelErrors errors) {
        for (MethodInfo method : reader.methods()) {
            if (names.contains(method.name())) {
                errors.add(method, "would never be called, its class has no " + annotation,
                        "add " + annotation + " to the class or rename the method");
            }
        }
    }

    private static Optional<HandlerMethod> hook(MethodReader reader, String name, ModelErrors errors) {
        return reader.named(name).map(method -> {
            boolean fits = method.returnType().kind() == Type.Kind.VOID || method.returnType().name().equals(UNI);
            if (!fits) {
                errors.add(method, "returns " + method.returnType(), "return void or Uni<Void>");
            }
            return reader.read(method, null, true, false);
        });
    }

    @BuildStep
    void channels(CombinedIndexBuildItem combinedIndex, CustomScopeAnnotationsBuildItem scopes,
            BuildProducer<ChannelModelBuildItem> models) {
        IndexView index = combinedIndex.getIndex();
        ModelErrors errors = new ModelErrors();
        Map<String, ClassInfo> channels = new HashMap<>();
        for (AnnotationInstance annotation : declared(index, WS_CHANNEL)) {
            ClassInfo type = annotation.target().asClass();
            String channel = annotation.value().asString();
            if (channel.equals(WsCredentials.BROADCAST_CHANNEL)) {
                errors.add(type, "declares the channel " + WsCredentials.BROADCAST_CHANNEL + ", which is the server's",
                        "choose another name; every authenticated connection gets Ws4Redis.broadcast without asking");
            } else if (hasName(type, "@WsChannel", channel, channels, errors)) {
                models.produce(channel(index, scopes, type, annotation, errors));
            }
        }
        for (AnnotationInstance action : index.getAnnotations(WS_ACTION)) {
            ClassInfo type = action.target().asMethod().declaringClass();
            boolean reachable = channels.values().stream().anyMatch(channel -> inherits(index, channel, type));
            if (!reachable && !type.hasDeclaredAnnotation(WS_CHANNEL)) {
                errors.add(action.target().asMethod(), "has @WsAction but its class is no channel", "add @WsChannel to "
                        + type.name() + " or remove @WsAction");
            }
        }
        errors.throwIfAny();
    }

    private static boolean inherits(IndexView index, ClassInfo type, ClassInfo ancestor) {
        return Hierarchy.of(index, type).anyMatch(c -> c.name().equals(ancestor.name()));
    }

    private static ChannelModelBuildItem channel(IndexView index, CustomScopeAnnotationsBuildItem scopes, ClassInfo type,
            AnnotationInstance annotation, ModelErrors errors) {
        String channel = annotation.value().asString();
        MethodReader reader = new MethodReader(index, type, scopes.isScopeDeclaredOn(type), errors);
        Optional<HandlerMethod> canSubscribe = permission(reader, CAN_SUBSCRIBE, errors);
        Optional<HandlerMethod> canPublish = permission(reader, CAN_PUBLISH, errors);
        Optional<HandlerMethod> onMessage = reader.named(ON_MESSAGE)
                .map(method -> handler(reader, method, errors));
        if (!type.hasDeclaredAnnotation(WS_AUTHENTICATOR)) {
            unused(reader, "@WsAuthenticator", List.of(AUTHENTICATE, ONLINE, OFFLINE), errors);
        }
        Map<String, HandlerMethod> actions = actions(reader, errors);
        if (canSubscribe.isEmpty() && canPublish.isEmpty() && onMessage.isEmpty() && actions.isEmpty()) {
            errors.add(type, "has @WsChannel(\"" + channel + "\") but none of its methods",
                    "add static boolean " + CAN_SUBSCRIBE + "(WsCredentials who, WsMessage message)");
        } else if (canPublish.isEmpty() && (onMessage.isPresent() || !actions.isEmpty())) {
            errors.add(type, "handles actions without " + CAN_PUBLISH + ", so that nobody would decide who may send them",
                    "add static boolean " + CAN_PUBLISH + "(WsCredentials who, WsMessage message)");
        }
        boolean grantsPks = canPublish.map(m -> COLLECTIONS.contains(MethodReader.result(m.method()).name())).orElse(false);
        ChannelOptions options = ChannelOptionsReader.read(type, annotation, errors);
        if (options.permissionMillis() > 0 && canPublish.isEmpty()) {
            errors.add(type, "has a permissionTtl without " + CAN_PUBLISH + ", whose answer it would remember",
                    "add static boolean " + CAN_PUBLISH + "(WsCredentials who, WsMessage message) or remove it");
        }
        return new ChannelModelBuildItem(type, channel, options, canSubscribe, canPublish, grantsPks, onMessage, actions);
    }

    private static Optional<HandlerMethod> permission(MethodReader reader, String name, ModelErrors errors) {
        return reader.named(name).map(method -> {
            Type result = MethodReader.result(method);
            boolean yesOrNo = result.kind() == Type.Kind.PRIMITIVE && result.asPrimitiveType().equals(
                    PrimitiveType.BOOLEAN) || result.name().equals(BOOLEAN);
            if (!yesOrNo && !COLLECTIONS.contains(result.name())) {
                errors.add(method, "returns " + method.returnType(),
                        "return boolean, or a List, Set or Collection of the pks granted, or a Uni of one of them");
            }
            return reader.read(method, WS_MESSAGE, true, false);
        });
    }

    private static Map<String, HandlerMethod> actions(MethodReader reader, ModelErrors errors) {
        Map<String, HandlerMethod> actions = new LinkedHashMap<>();
        for (MethodInfo method : reader.methods()) {
            AnnotationInstance annotation = method.declaredAnnotation(WS_ACTION);
            if (annotation != null) {
                String action = annotation.value().asString();
                if (ACTIONS.contains(action)) {
                    errors.add(method, "handles the action " + action + ", which is the protocol's own",
                            "choose another name for @WsAction");
                } else if (!WsNames.isValid(action)) {
                    errors.add(method, "has @WsAction(\"" + action + "\")", rule());
                } else if (actions.put(action, handler(reader, method, errors)) != null) {
                    errors.add(method, "handles the action " + action + ", as another method does", "keep one of them");
                }
            }
        }
        return actions;
    }

    private static HandlerMethod handler(MethodReader reader, MethodInfo method, ModelErrors errors) {
        if (ASYNC.contains(MethodReader.result(method).name())) {
            errors.add(method, "returns " + method.returnType(), "return the value itself or a Uni of it");
        }
        return reader.read(method, WS_MESSAGE, true, false);
    }

    private static boolean hasName(ClassInfo type, String annotation, String name, Map<String, ClassInfo> others,
            ModelErrors errors) {
        if (!WsNames.isValid(name)) {
            errors.add(type, "has " + annotation + "(\"" + name + "\")", rule());
            return false;
        }
        ClassInfo other = others.put(name, type);
        if (other != null) {
            errors.add(type, "has " + annotation + "(\"" + name + "\") as " + other.name() + " has",
                    "give one of them another name");
            return false;
        }
        return true;
    }

    private static String rule() {
        return "use 1 to " + WsNames.MAX_LENGTH + " characters, without ':' and control characters";
    }

    private static List<AnnotationInstance> declared(IndexView index, DotName annotation) {
        return index.getAnnotations(annotation).stream()
                .filter(a -> a.target().kind() == AnnotationTarget.Kind.CLASS)
                .sorted(Comparator.comparing(a -> a.target().asClass().name())).toList();
    }
}
