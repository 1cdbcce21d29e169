package io.quarkiverse.ws4redis.broker;

import java.net.URI;

/** Where a node of a Cluster is. */
record NodeAddress(String host, int port) {

    private static final int DEFAULT_PORT = 6379;

    /** A configured host; an IPv6 address is in brackets there, which are no part of it. */
    static NodeAddress of(URI host) {
        String name = host.getHost();
        return new NodeAddress(name.startsWith("[") ? name.substring(1, name.length() - 1) : name,
                host.getPort() < 0 ? DEFAULT_PORT : host.getPort());
    }

    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
