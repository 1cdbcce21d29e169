package io.quarkiverse.ws4redis.test;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;

/**
 * How a client connects. Immutable.
 *
 * @param endpoint the address, with {@code http}, {@code https}, {@code ws} or {@code wss}
 * @param headers the request's headers
 * @param subprotocols what it asks for
 * @param receiveBuffer size of the socket's buffer in bytes; 0 leaves it to the kernel
 * @param patience how long what is expected is waited for
 * @param heartbeat the application's heartbeat text
 */
record Handshake(URI endpoint, Map<String, String> headers, List<String> subprotocols, int receiveBuffer, Duration patience,
        String heartbeat) {

    /** Whatever a server may send. Frames stay at Vert.x's 64 kB, at which it also divides what is sent, as servers expect. */
    private static final int MAX_MESSAGE = 16 * 1024 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    static Handshake of(URI endpoint) {
        return new Handshake(endpoint, Map.of(), List.of(), 0, PATIENCE, WsTestClient.HEARTBEAT);
    }

    Handshake facility(String name) {
        return endpoint(endpoint.resolve(endpoint.getRawPath().replaceFirst("/$", "") + "/" + encoded(name) + query(null)));
    }

    Handshake query(String name, String value) {
        return endpoint(endpoint.resolve(endpoint.getRawPath() + query(encoded(name) + "=" + encoded(value))));
    }

    Handshake header(String name, String value) {
        Map<String, String> all = new TreeMap<>(headers);
        all.put(name, value);
        return new Handshake(endpoint, Map.copyOf(all), subprotocols, receiveBuffer, patience, heartbeat);
    }

    Handshake subprotocol(String name) {
        List<String> all = new ArrayList<>(subprotocols);
        all.add(name);
        return new Handshake(endpoint, headers, List.copyOf(all), receiveBuffer, patience, heartbeat);
    }

    Handshake receiveBuffer(int bytes) {
        return new Handshake(endpoint, headers, subprotocols, bytes, patience, heartbeat);
    }

    Handshake patience(Duration limit) {
        return new Handshake(endpoint, headers, subprotocols, receiveBuffer, limit, heartbeat);
    }

    Handshake heartbeat(String text) {
        return new Handshake(endpoint, headers, subprotocols, receiveBuffer, patience, text);
    }

    WebSocketConnectOptions request() {
        boolean tls = endpoint.getScheme().equals("https") || endpoint.getScheme().equals("wss");
        WebSocketConnectOptions request = new WebSocketConnectOptions().setHost(endpoint.getHost()).setSsl(tls)
                .setPort(endpoint.getPort() > 0 ? endpoint.getPort() : tls ? 443 : 80)
                .setURI(endpoint.getRawPath() + query(null));
        headers.forEach(request::putHeader);
        subprotocols.forEach(request::addSubProtocol);
        return request;
    }

    /** Certificates of tests are signed by nobody. */
    WebSocketClientOptions client() {
        WebSocketClientOptions client = new WebSocketClientOptions().setTrustAll(true).setVerifyHost(false)
                .setMaxMessageSize(MAX_MESSAGE);
        return receiveBuffer == 0 ? client : client.setReceiveBufferSize(receiveBuffer);
    }

    private Handshake endpoint(URI other) {
        return new Handshake(other, headers, subprotocols, receiveBuffer, patience, heartbeat);
    }

    private String query(String further) {
        String query = endpoint.getRawQuery();
        if (query == null) {
            return further == null ? "" : "?" + further;
        }
        return "?" + query + (further == null ? "" : "&" + further);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
