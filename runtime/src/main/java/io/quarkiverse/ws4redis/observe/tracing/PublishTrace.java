package io.quarkiverse.ws4redis.observe.tracing;

/** A message on its way to Redis. */
public interface PublishTrace {

    /** One that is not followed. */
    PublishTrace NONE = new PublishTrace() {
        @Override
        public String carried() {
            return null;
        }

        @Override
        public void published(int receivers) {
        }

        @Override
        public void failed(Throwable failure) {
        }
    };

    /** {@return what the message carries so that its deliveries are of the same trace; {@code null} for nothing} */
    String carried();

    /** Redis has it, and has told so many nodes. */
    void published(int receivers);

    /** Redis does not have it, or may not; the failure's text is not told. */
    void failed(Throwable failure);
}
