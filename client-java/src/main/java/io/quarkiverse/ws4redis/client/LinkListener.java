package io.quarkiverse.ws4redis.client;

/** Who is told about a link. */
interface LinkListener {

    void received(Frame frame);

    /** Once, for whatever reason; nothing comes after it. The code is 1006 if there was no word of a close. */
    void lost(int code, String reason);
}
