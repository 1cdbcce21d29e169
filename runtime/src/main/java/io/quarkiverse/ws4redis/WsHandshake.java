package io.quarkiverse.ws4redis;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The HTTP request that opened a connection.
 *
 * @param path the request's path, without its query
 * @param facility the namespace the path names
 * @param query the decoded query parameters; unmodifiable
 * @param headers the headers, names in lower case; unmodifiable
 */
public record WsHandshake(String path, String facility, Map<String, List<String>> query,
        Map<String, List<String>> headers) {

    /** {@return the first value of a query parameter} */
    public Optional<String> queryParam(String name) {
        return query.getOrDefault(name, List.of()).stream().findFirst();
    }

    /** {@return the first value of a header; its name in any case} */
    public Optional<String> header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream().findFirst();
    }

    /** {@return path and facility only: query and headers may hold secrets} */
    @Override
    public String toString() {
        return path;
    }
}
