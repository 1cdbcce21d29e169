package io.quarkiverse.ws4redis.broker;

/** Where a node of a Cluster is. */
record NodeAddress(String host, int port) {

    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
