package io.quarkiverse.ws4redis.broker;

/**
 * A connection as presence counts it.
 *
 * @param kind the kind of its identity
 * @param pk the pk of its identity
 * @param uuid the uuid of its credentials
 * @param connectionId the connection
 * @param onlyOne whether it replaces all other connections of its identity
 * @param authenticator the kind of the authenticator, whose hooks are to be called
 */
public record Member(String kind, String pk, String uuid, String connectionId, boolean onlyOne, String authenticator) {
}
