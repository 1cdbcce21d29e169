package io.quarkiverse.ws4redis.broker;

import java.util.ArrayList;
import java.util.List;

import org.jboss.logging.Logger;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;

/**
 * What comes first on a new connection: which server this is, and the scripts whose calls must stay in order. A server that was
 * restarted, or that took over, has another run id: it may have lost what the former one had confirmed.
 */
final class ServerCheck {

    static final String UNKNOWN = "unknown";

    private static final Logger LOG = Logger.getLogger(ServerCheck.class);
    private static final String RUN_ID = "run_id:";

    private ServerCheck() {
    }

    /** {@return the run id, {@link #UNKNOWN} if Redis does not tell; never fails} */
    static Future<String> run(Pipeline out, List<Script> scripts) {
        List<Future<?>> all = new ArrayList<>();
        for (Script script : scripts) {
            all.add(out.send(Request.cmd(Command.SCRIPT).arg("LOAD").arg(script.text())));
        }
        Future<Response> info = out.send(Request.cmd(Command.INFO).arg("server"));
        all.add(info);
        return Future.join(all).transform(done -> {
            if (done.failed()) {
                LOG.debugf("Redis did not say all about itself: %s", done.cause().getMessage());
            }
            return Future.succeededFuture(info.succeeded() ? runId(info.result().toString()) : UNKNOWN);
        });
    }

    static String runId(String info) {
        return info.lines().filter(line -> line.startsWith(RUN_ID)).findFirst()
                .map(line -> line.substring(RUN_ID.length()).strip()).orElse(UNKNOWN);
    }
}
