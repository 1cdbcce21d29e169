package io.quarkiverse.ws4redis.security;

import java.net.URI;
import java.util.List;
import java.util.Locale;

/** Whether a page of this origin may connect: the browser's protection against WebSocket hijacking by another site. */
final class OriginCheck {

    private final List<String> allowed;

    OriginCheck(List<String> allowed) {
        this.allowed = allowed.stream().map(origin -> origin.toLowerCase(Locale.ROOT)).toList();
    }

    /**
     * Checks an origin.
     *
     * @param origin the header {@code Origin}, {@code null} if there is none
     * @param host host and port of the request, {@code null} if unknown
     * @param tls whether the request came over TLS; behind a proxy that ends TLS it did not, and a page's scheme says nothing
     * @return whether to accept it: no origin (no browser), one of the configured, or the request's own
     */
    boolean accepts(String origin, String host, boolean tls) {
        if (origin == null || allowed.contains("*")) {
            return true;
        }
        String lower = origin.toLowerCase(Locale.ROOT);
        return allowed.contains(lower)
                || host != null && (!tls || lower.startsWith("https:")) && sameHost(lower, host.toLowerCase(Locale.ROOT));
    }

    private static boolean sameHost(String origin, String host) {
        try {
            URI uri = URI.create(origin);
            if (uri.getHost() == null || uri.getScheme() == null) {
                return false;
            }
            int standard = uri.getScheme().equals("https") ? 443 : 80;
            return withPort(uri.getRawAuthority(), standard).equals(withPort(host, standard));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String withPort(String authority, int standard) {
        boolean hasPort = authority.lastIndexOf(':') > authority.lastIndexOf(']');
        return hasPort ? authority : authority + ":" + standard;
    }
}
