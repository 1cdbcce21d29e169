package io.quarkiverse.ws4redis.client;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;

/** What a {@link Ws4RedisClientBuilder} was told. */
record Settings(URI endpoint, TokenSupplier token, Map<String, String> headers, WebSocketClientOptions transport,
        ObjectMapper mapper, int queue, Duration backoffBase, Duration backoffMax, Duration connectTimeout,
        HeartbeatSettings heartbeat) {

    /** How a dead link is noticed. */
    record HeartbeatSettings(String text, Duration interval, Duration timeout) {
    }

    WebSocketConnectOptions request() {
        boolean tls = endpoint.getScheme().equals("https") || endpoint.getScheme().equals("wss");
        WebSocketConnectOptions request = new WebSocketConnectOptions().setHost(endpoint.getHost()).setSsl(tls)
                .setPort(endpoint.getPort() > 0 ? endpoint.getPort() : tls ? 443 : 80)
                .setURI(endpoint.getRawPath() + (endpoint.getRawQuery() == null ? "" : "?" + endpoint.getRawQuery()))
                .setTimeout(connectTimeout.toMillis());
        headers.forEach(request::putHeader);
        return request;
    }
}
