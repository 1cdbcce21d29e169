package io.quarkiverse.ws4redis.client;

/**
 * Who the server says we are.
 *
 * @param kind the kind of the credentials
 * @param pk the pk
 * @param uuid the name
 * @param connection the server's name for the connection
 */
public record Identity(String kind, String pk, String uuid, String connection) {
}
