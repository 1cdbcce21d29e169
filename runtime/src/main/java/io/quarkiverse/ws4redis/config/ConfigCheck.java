package io.quarkiverse.ws4redis.config;

import java.util.List;
import java.util.Set;

import org.eclipse.microprofile.config.Config;

import io.quarkiverse.ws4redis.WsCredentials;
import io.quarkiverse.ws4redis.WsNames;
import io.quarkus.redis.runtime.client.config.RedisConfig;
import io.quarkus.runtime.configuration.ConfigurationException;

/** Refuses configurations that cannot work, with a message that says the fix. */
public final class ConfigCheck {

    /** More values Oracle does not take in one list. */
    private static final int MAX_BATCH = 1000;

    /** A link has up to 1024 commands on their way, and 256 more in a batch. */
    private static final int MIN_HANDLERS = 2048;

    private ConfigCheck() {
    }

    /**
     * Checks the configuration.
     *
     * @param config the configuration
     * @param mapped the names of the channels that classes declare
     * @param kinds the kinds of authenticators, whose names are those of personal channels too
     * @throws ConfigurationException if something is wrong with it
     */
    public static void check(Ws4RedisConfig config, Set<String> mapped, Set<String> kinds) {
        require(WsNames.isValid(config.prefix()), "prefix", "a name without ':'");
        require(WsNames.isValid(config.defaultFacility()), "default-facility", "a name without ':'");
        require(!config.heartbeat().isEmpty() && !config.heartbeat().startsWith("{"), "heartbeat",
                "a text that is no JSON object");
        require(config.pingInterval().isZero() || config.pingInterval().toSeconds() >= 1
                && config.pingInterval().toSeconds() <= 86_400, "ping-interval", "0, or 1 second to 1 day");
        config.facilities().ifPresent(names -> require(names.stream().allMatch(WsNames::isValid)
                && names.contains(config.defaultFacility()), "facilities", "names without ':', the default facility included"));
        config.channels().keySet().forEach(name -> {
            require(WsNames.isValid(name), "channels." + name, "a name without ':'");
            require(!mapped.contains(name), "channels." + name, "removed, because a class declares that channel");
            require(!name.equals(WsCredentials.BROADCAST_CHANNEL), "channels." + name,
                    "removed, because that channel is the server's");
            require(!name.equals(WsCredentials.USER_CHANNEL) && !kinds.contains(name), "channels." + name,
                    "removed, because personal channels have that name, and it would open them to everybody");
            config.channels().get(name).history().ifPresent(history -> history("channels." + name + ".history", history));
        });
        config.history().forEach((name, history) -> {
            require(WsNames.isValid(name), "history." + name, "a name without ':'");
            require(!mapped.contains(name), "history." + name,
                    "removed, because a class declares that channel: see @WsHistory");
            require(!config.channels().containsKey(name), "history." + name, "channels." + name + ".history");
            history("history." + name, history);
        });
        require(config.keyWindow().toMillis() > 0, "key-window", "more than 0");
        AuthConfig auth = config.auth();
        require(auth.maxFailures() >= 1, "auth.max-failures", "at least 1");
        require(!auth.tokenCache().ttl().isNegative(), "auth.token-cache.ttl", "0 or more");
        require(auth.tokenCache().size() >= 1, "auth.token-cache.size", "at least 1");
        require(auth.deadline().compareTo(auth.reminder()) > 0, "auth.deadline", "longer than auth.reminder");
        LimitsConfig limits = config.limits();
        require(limits.maxNameLength() >= 1 && limits.maxNameLength() <= WsNames.MAX_LENGTH, "limits.max-name-length",
                "1 to " + WsNames.MAX_LENGTH);
        require(limits.maxMessageSize().asLongValue() > 0, "limits.max-message-size", "more than 0");
        require(limits.outboundBuffer().asLongValue() > 0, "limits.outbound-buffer", "more than 0");
        require(limits.totalOutboundBuffer().asLongValue() >= limits.outboundBuffer().asLongValue(),
                "limits.total-outbound-buffer", "at least limits.outbound-buffer");
        positive(limits.maxSubscriptions(), "max-subscriptions");
        positive(limits.maxConnections(), "max-connections");
        positive(limits.maxConnectionsPerIdentity(), "max-connections-per-identity");
        positive(limits.requestRate(), "request-rate");
        positive(limits.requestBurst(), "request-burst");
        positive(limits.maxPending(), "max-pending");
        positive(limits.maxPks(), "max-pks");
        positive(limits.maxHistory(), "max-history");
        positive(limits.maxJsonDepth(), "max-json-depth");
        positive(limits.maxJsonNumberLength(), "max-json-number-length");
        positive(limits.maxViolations(), "max-violations");
        require(config.recheck().concurrency() >= 1, "recheck.concurrency", "at least 1");
        require(!config.recheck().patience().isNegative(), "recheck.patience", "0 or longer");
        PresenceConfig presence = config.presence();
        require(presence.refresh().toMillis() > 0
                && presence.expiry().compareTo(presence.refresh().multipliedBy(3)) >= 0, "presence.expiry",
                "at least three times presence.refresh");
        require(!presence.grace().isNegative(), "presence.grace", "0 or longer");
        require(presence.maxMembers() >= 0, "presence.max-members", "0 or more");
        require(!config.drain().duration().isNegative(), "drain.duration", "0 or longer");
        OutboxConfig outbox = config.outbox();
        require(outbox.overdue().toMillis() > 0 && outbox.overdue().compareTo(config.keyWindow().dividedBy(2)) < 0,
                "outbox.overdue", "more than 0, and less than half of key-window: within it, nothing is published twice");
        require(outbox.interval().toMillis() > 0, "outbox.interval", "more than 0");
        require(outbox.batchSize() >= 1 && outbox.batchSize() <= MAX_BATCH, "outbox.batch-size", "1 to " + MAX_BATCH);
        require(outbox.maxAttempts() >= 1, "outbox.max-attempts", "at least 1");
        RedisLinkConfig redis = config.redis();
        require(redis.reconnectMin().toMillis() > 0 && redis.reconnectMax().compareTo(redis.reconnectMin()) >= 0,
                "redis.reconnect-max", "at least redis.reconnect-min, which is more than 0");
        require(redis.probeInterval().toMillis() > 0, "redis.probe-interval", "more than 0");
        require(redis.timeout().toMillis() > 0, "redis.timeout", "more than 0");
        InteropConfig interop = config.interop();
        require(WsNames.isValid(interop.prefix()), "interop.prefix", "a name without ':'");
        interop.channels().ifPresent(names -> require(names.stream().allMatch(WsNames::isValid), "interop.channels",
                "names without ':'"));
        require(interop.maxMessageSize().asLongValue() > 0, "interop.max-message-size", "more than 0");
    }

    /**
     * Checks the configuration of the Redis clients that are used.
     *
     * @param all all there is to know
     * @param clients the clients' names
     * @param interop whether messages are exchanged with Django workers
     * @throws ConfigurationException if one would replace connections by itself: those to a new master would pass for those to
     *         the former one, which may have confirmed what the new one does not have; or if they cannot be used together
     */
    public static void checkRedisClients(Config all, List<String> clients, boolean interop) {
        require(Set.copyOf(clients).size() == clients.size(), "redis-clients", "names that differ");
        require(!interop || clients.size() == 1, "interop.enabled", "false, because Django workers have one Redis, and "
                + "redis-clients names several");
        for (String client : clients) {
            String failover = RedisConfig.getPropertyName(client, "auto-failover");
            if (all.getOptionalValue(failover, Boolean.class).orElse(false)) {
                throw new ConfigurationException(failover + " must be false: quarkus-ws4redis finds the new master itself");
            }
            String handlers = RedisConfig.getPropertyName(client, "max-waiting-handlers");
            if (all.getOptionalValue(handlers, Integer.class).orElse(MIN_HANDLERS) < MIN_HANDLERS) {
                throw new ConfigurationException(handlers + " must be at least " + MIN_HANDLERS + ": beyond it, commands fail");
            }
            String type = RedisConfig.getPropertyName(client, "client-type");
            boolean cluster = all.getOptionalValue(type, String.class).orElse("").equalsIgnoreCase("cluster");
            require(!interop || !cluster, "interop.enabled", "false, because " + type
                    + " is cluster: its sharded pub/sub is not what Django workers use");
            require(!cluster || clients.size() == 1, "redis-clients",
                    "one name only, because " + type + " is cluster: a Cluster distributes topics itself");
        }
    }

    private static void history(String option, HistoryConfig history) {
        require(history.size() >= 1, option + ".size", "at least 1");
        require(history.ttl().toMillis() > 0, option + ".ttl", "more than 0");
    }

    private static void positive(int value, String option) {
        require(value >= 1, "limits." + option, "at least 1");
    }

    private static void require(boolean holds, String option, String expected) {
        if (!holds) {
            throw new ConfigurationException("quarkus.ws4redis." + option + " must be " + expected);
        }
    }
}
