package io.quarkiverse.ws4redis.client;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Somebody in a channel, as the server describes them.
 *
 * @param kind the kind of their credentials
 * @param pk their pk
 * @param uuid their name
 * @param connections how many connections they have; 0 if that is not known, for somebody who has just come or gone
 * @param meta what the application's authenticator says about them; null for nothing
 */
public record Member(String kind, String pk, String uuid, int connections, JsonNode meta) {
}
