package io.quarkiverse.ws4redis.devui;

import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkiverse.ws4redis.config.HistoryConfig;
import io.quarkiverse.ws4redis.config.OpenChannelConfig;
import io.quarkiverse.ws4redis.config.Ws4RedisConfig;

/** What the page with the channels asks: those without a class, which only the running application knows. */
@Singleton
public final class OpenChannelsJsonRpcService {

    private final Map<String, OpenChannelConfig> channels;

    @Inject
    OpenChannelsJsonRpcService(Ws4RedisConfig config) {
        this.channels = config.channels();
    }

    /** {@return the channels of the configuration, by name} */
    public List<OpenChannel> openChannels() {
        return channels.keySet().stream().sorted().map(name -> OpenChannel.of(name, channels.get(name))).toList();
    }

    record OpenChannel(String channel, boolean subscribe, boolean publish, int historySize, long historyMillis,
            boolean presence, String slowConsumer) {

        static OpenChannel of(String name, OpenChannelConfig config) {
            return new OpenChannel(name, config.subscribe(), config.publish(),
                    config.history().map(HistoryConfig::size).orElse(0),
                    config.history().map(history -> history.ttl().toMillis()).orElse(0L), config.presence(),
                    config.slowConsumer().name());
        }
    }
}
