package io.quarkiverse.ws4redis.hub;

/** A sink takes everything: what would be told here is a fault of the benchmark. */
final class NoTrouble implements OutboundListener {

    @Override
    public void onOverflow() {
        throw new IllegalStateException("the sink is full");
    }

    @Override
    public void onMissed() {
        throw new IllegalStateException("there is no history");
    }

    @Override
    public void onDrop() {
        throw new IllegalStateException("nothing may be dropped");
    }

    @Override
    public void onLag() {
        throw new IllegalStateException("nothing may wait");
    }
}
