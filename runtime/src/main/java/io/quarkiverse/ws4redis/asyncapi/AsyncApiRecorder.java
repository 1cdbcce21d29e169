package io.quarkiverse.ws4redis.asyncapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

import io.quarkus.runtime.annotations.Recorder;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;

/** Serves the AsyncAPI document that the build made. */
@Recorder
public class AsyncApiRecorder {

    /** Where the build puts the document. */
    public static final String RESOURCE = "META-INF/ws4redis/asyncapi/asyncapi.json";

    /** {@return the route's handler; runs on event loops} */
    public Handler<RoutingContext> handler() {
        Buffer document = document();
        return context -> context.response().putHeader("content-type", "application/json;charset=UTF-8").end(document);
    }

    private static Buffer document() {
        try (InputStream in = Thread.currentThread().getContextClassLoader().getResourceAsStream(RESOURCE)) {
            return Buffer.buffer(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
