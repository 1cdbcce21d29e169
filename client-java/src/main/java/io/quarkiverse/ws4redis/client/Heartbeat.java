package io.quarkiverse.ws4redis.client;

import java.util.function.Consumer;

/** Asks for a sign of life when there has been none, and says when none comes. */
final class Heartbeat {

    private final Loop loop;
    private final Settings.HeartbeatSettings settings;
    private final Consumer<String> send;
    private final Runnable dead;
    private final Loop.Timer interval;
    private Loop.Timer deadline;
    private boolean heard = true;

    Heartbeat(Loop loop, Settings.HeartbeatSettings settings, Consumer<String> send, Runnable dead) {
        this.loop = loop;
        this.settings = settings;
        this.send = send;
        this.dead = dead;
        this.interval = loop.every(settings.interval().toMillis(), this::tick);
    }

    /** A frame has come, whatever it is. */
    void heard() {
        heard = true;
        if (deadline != null) {
            deadline.cancel();
            deadline = null;
        }
    }

    void stop() {
        interval.cancel();
        if (deadline != null) {
            deadline.cancel();
        }
    }

    private void tick() {
        if (heard) {
            heard = false;
        } else if (deadline == null) {
            deadline = loop.after(settings.timeout().toMillis(), dead);
            send.accept(settings.text());
        }
    }
}
