package io.quarkiverse.ws4redis.observe.tracing;

import java.util.function.Supplier;

/** A request, from when it is handled until it is answered. */
public interface RequestTrace {

    /** One that is not followed. */
    RequestTrace NONE = new RequestTrace() {
        @Override
        public Supplier<Object> within(Supplier<Object> call) {
            return call;
        }

        @Override
        public void answered() {
        }

        @Override
        public void refused(int code) {
        }

        @Override
        public void failed(Throwable failure) {
        }
    };

    /**
     * Puts a call of the application's into the trace.
     *
     * @param call the call; it may return a {@code Uni}
     * @return the same call, such that what it does, until its {@code Uni} is done, belongs to this request
     */
    Supplier<Object> within(Supplier<Object> call);

    /** It has been answered with what was asked for. */
    void answered();

    /** It has been answered with an error of the protocol, or of the application's choice. */
    void refused(int code);

    /** It failed; the failure's text is not told. */
    void failed(Throwable failure);
}
