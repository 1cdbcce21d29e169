package io.quarkiverse.ws4redis.observe.tracing;

/**
 * What is told of a request.
 *
 * @param name the kind of request; clients, which write the action, must not make up names of spans
 * @param action the action
 * @param target the channel, or the kind of an {@code auth}, if the application has it; {@code null} for none or any other
 * @param pk the request's only pk; {@code null} for none
 * @param facility the connection's facility
 * @param connectionId the connection
 */
public record TracedRequest(String name, String action, String target, String pk, String facility, String connectionId) {
}
