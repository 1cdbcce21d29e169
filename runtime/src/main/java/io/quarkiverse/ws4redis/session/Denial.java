package io.quarkiverse.ws4redis.session;

import java.util.Collection;
import java.util.Optional;

import io.quarkiverse.ws4redis.config.OpenChannelConfig;

/** Why a permission was denied. Clients are not told: for them all denials look the same. */
public enum Denial {

    /** The connection is not authenticated. */
    ANONYMOUS,
    /** Neither a class nor the configuration knows the channel. */
    NO_CHANNEL,
    /** The configuration knows the channel, and does not allow it. */
    CLOSED_BY_CONFIGURATION,
    /** The channel's class has no method that could permit it. */
    NO_METHOD,
    /** The method returned {@code false}. */
    ANSWERED_FALSE,
    /** The method returned {@code null}. */
    ANSWERED_NULL,
    /** The method returned pks, and not all of those that were asked for. */
    PK_NOT_LISTED,
    /** The method returned no pks at all. */
    NOTHING_LISTED,
    /** No class authenticates the kind. */
    UNKNOWN_KIND,
    /** The authenticator returned no credentials. */
    NO_CREDENTIALS;

    /** {@return the reason, if the cause of a refusal is a denial} */
    public static Optional<Denial> of(Throwable cause) {
        return cause instanceof RefusedException refused ? Optional.ofNullable(refused.denial()) : Optional.empty();
    }

    /** {@return why an answer of a permission method that grants nothing does not} */
    static Denial ofAnswer(Object answer) {
        if (answer instanceof Collection<?> pks) {
            return pks.isEmpty() ? NOTHING_LISTED : PK_NOT_LISTED;
        }
        return answer == null ? ANSWERED_NULL : ANSWERED_FALSE;
    }

    /** {@return why a channel without a class denies, which may be {@code null}: not configured either} */
    static Denial ofOpenChannel(OpenChannelConfig channel) {
        return channel == null ? NO_CHANNEL : CLOSED_BY_CONFIGURATION;
    }
}
