package io.quarkiverse.ws4redis.devui;

import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkiverse.ws4redis.WsException;
import io.quarkiverse.ws4redis.broker.LinkDownException;
import io.quarkiverse.ws4redis.broker.TooManyConnectionsException;
import io.quarkiverse.ws4redis.dispatch.DispatchRegistry;
import io.quarkiverse.ws4redis.protocol.WireError;
import io.quarkiverse.ws4redis.session.Denial;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;

/** Says in a sentence why something was refused, to whoever develops the application. */
@Singleton
final class Explanation {

    private static final String LIMITS = "The limit is quarkus.ws4redis.limits.";

    /** For errors that have only one reason. */
    private static final Map<WireError, String> REASONS = Map.ofEntries(
            Map.entry(WireError.HISTORY_DENIED, "Only who is subscribed to it may ask."),
            Map.entry(WireError.PRESENCE_DENIED, "Only who is subscribed to it may ask."),
            Map.entry(WireError.NO_HISTORY, "It has neither @WsHistory nor history in the configuration."),
            Map.entry(WireError.NO_PRESENCE, "It is declared with presence neither by @WsChannel nor by the configuration."),
            Map.entry(WireError.NO_HANDLER, "Its class has neither a @WsAction for this nor an onWS4RedisMessage."),
            Map.entry(WireError.INVALID_TOKEN, "Its signature, issuer, audience or form is not what mp.jwt.verify.* asks for, "
                    + "or it is a refresh token."),
            Map.entry(WireError.TOKEN_EXPIRED, "Its exp is in the past."),
            Map.entry(WireError.INVALID_CREDENTIALS, "The token's name cannot be a pk."),
            Map.entry(WireError.TOO_MANY_SUBSCRIPTIONS, LIMITS + "max-subscriptions."),
            Map.entry(WireError.TOO_LARGE, LIMITS + "max-message-size."),
            Map.entry(WireError.TOO_MANY_PKS, LIMITS + "max-pks."),
            Map.entry(WireError.TOO_MANY_CHANNELS, LIMITS + "max-pks."),
            Map.entry(WireError.RATE, LIMITS + "request-rate."),
            Map.entry(WireError.TOO_MANY_PENDING, LIMITS + "max-pending."));

    private final DispatchRegistry registry;

    @Inject
    Explanation(DispatchRegistry registry) {
        this.registry = registry;
    }

    /**
     * Explains a refusal.
     *
     * @param action the action; {@code null} if it is not known
     * @param channel the channel; {@code null} for none
     * @param pk the pk; {@code null} for none or several
     * @param error what the client is told
     * @param cause what that was made of; {@code null} for nothing
     * @return a sentence; {@code null} if the error says it all
     */
    String of(String action, String channel, String pk, WireError error, Throwable cause) {
        Optional<Denial> denial = Denial.of(cause);
        if (denial.isPresent()) {
            return denied(denial.get(), isSubscribe(action), channel, pk);
        }
        String reason = REASONS.get(error);
        return reason != null || cause == null ? reason : failed(cause);
    }

    private static boolean isSubscribe(String action) {
        return "subscribe".equals(action) || "resubscribe".equals(action);
    }

    private String denied(Denial denial, boolean subscribe, String channel, String pk) {
        String type = registry.channel(channel == null ? "" : channel).map(handler -> handler.type().getSimpleName())
                .orElse("Its class");
        String method = subscribe ? "canSubscribeTo" : "canPublishTo";
        String verb = subscribe ? "subscribe" : "publish";
        String answer = type + "." + method + " returned ";
        return switch (denial) {
            case ANONYMOUS -> "The connection is not authenticated.";
            case NO_CHANNEL -> "No class has @WsChannel(\"" + channel + "\"), and there is no quarkus.ws4redis.channels."
                    + channel + ".";
            case CLOSED_BY_CONFIGURATION -> "quarkus.ws4redis.channels." + channel + "." + verb + " is false.";
            case NO_METHOD -> type + " has no " + method + ": no client may " + verb + ".";
            case ANSWERED_FALSE -> answer + "false.";
            case ANSWERED_NULL -> answer + "null, which counts as false.";
            case NOTHING_LISTED -> answer + "no pks.";
            case PK_NOT_LISTED -> answer + (pk == null ? "pks, and the request names none." : "pks without " + pk + ".");
            case UNKNOWN_KIND -> "No class has @WsAuthenticator for this kind. There are: " + kinds() + ".";
            case NO_CREDENTIALS -> "The kind's authWS4RedisConnection returned null.";
        };
    }

    private String kinds() {
        TreeSet<String> kinds = new TreeSet<>(registry.kinds());
        kinds.remove(ConsoleAuthenticator.KIND);
        kinds.add("jwt");
        return String.join(", ", kinds);
    }

    private static String failed(Throwable cause) {
        if (cause instanceof WsException) {
            return "The application threw this WsException" + origin(cause) + ".";
        }
        if (cause instanceof ForbiddenException || cause instanceof UnauthorizedException) {
            return "A security annotation does not let the identity call the method.";
        }
        if (cause instanceof LinkDownException) {
            return "Redis is not reachable.";
        }
        if (cause instanceof TooManyConnectionsException) {
            return LIMITS + "max-connections-per-identity.";
        }
        return cause.getClass().getName() + " was thrown" + origin(cause) + "; the log has its stack trace.";
    }

    /** Its text is not for here: nobody knows what is in it. */
    private static String origin(Throwable cause) {
        return Stream.of(cause.getStackTrace()).findFirst().map(frame -> " at " + frame).orElse("");
    }
}
