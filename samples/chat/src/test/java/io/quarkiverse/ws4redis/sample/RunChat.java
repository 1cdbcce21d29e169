package io.quarkiverse.ws4redis.sample;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import io.quarkiverse.ws4redis.redisprocess.RedisProcess;

/** Runs the packaged sample with a redis-server process beside it, until it is interrupted. */
public final class RunChat {

    private RunChat() {
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        try (RedisProcess redis = RedisProcess.start(0)) {
            String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
            Process chat = new ProcessBuilder(List.of(java, "-Dquarkus.redis.hosts=" + redis.url(), "-jar", args[0]))
                    .inheritIO().start();
            Runtime.getRuntime().addShutdownHook(new Thread(chat::destroy));
            chat.waitFor();
        }
    }
}
