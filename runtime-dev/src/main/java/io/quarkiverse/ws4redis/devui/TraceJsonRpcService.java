package io.quarkiverse.ws4redis.devui;

import java.util.List;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.smallrye.mutiny.Multi;

/** What the page with the trace asks. */
@Singleton
public final class TraceJsonRpcService {

    private final Trace trace;

    @Inject
    TraceJsonRpcService(Trace trace) {
        this.trace = trace;
    }

    /** {@return what happened, the oldest first} */
    public List<TraceEntry> trace() {
        return trace.entries();
    }

    /** {@return what happens from now on} */
    public Multi<TraceEntry> traced() {
        return trace.added();
    }

    /** Forgets what happened. {@return true} */
    public boolean clearTrace() {
        trace.clear();
        return true;
    }
}
