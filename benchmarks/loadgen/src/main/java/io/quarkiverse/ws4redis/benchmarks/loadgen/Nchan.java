package io.quarkiverse.ws4redis.benchmarks.loadgen;

/** nchan: the channel and the token are in the address; a message body is passed through untouched. */
final class Nchan extends Protocol {
    Nchan(Options o) {
        super(o);
    }

    @Override
    String path(Want want) {
        return (want.subscriber() ? "/sub/" : "/pub/") + opts.channel + "/" + want.pk() + "?token=" + opts.token;
    }

    @Override
    boolean publisherPerChannel() {
        return true;
    }

    @Override
    void onOpen(Conn c) {
        c.ready();
    }

    @Override
    void onText(Conn c, String text) {
    }

    @Override
    String publishPrefix(int pk) {
        return "";
    }

    @Override
    String publishSuffix(int pk) {
        return "";
    }
}
