package io.quarkiverse.ws4redis.devui;

/**
 * What became of one request, or of a connection. Names only: neither tokens nor messages.
 *
 * @param number counts up from 1
 * @param millis when, in milliseconds since 1970
 * @param connection whose it was
 * @param identity kind and pk of the connection; {@code null} before authentication
 * @param facility the facility of the connection
 * @param action the action, or what happened; {@code null} if it is not known
 * @param channel the channel; {@code null} for none
 * @param pk the pks, separated by commas; {@code null} for none
 * @param outcome {@code ok}, {@code refused} or {@code closed}
 * @param code the code of the error or of the close; 0 for none
 * @param error what the client was told; {@code null} for none
 * @param reason what it was not told; {@code null} for none
 */
record TraceEntry(long number, long millis, String connection, String identity, String facility, String action, String channel,
        String pk, String outcome, int code, String error, String reason) {
}
