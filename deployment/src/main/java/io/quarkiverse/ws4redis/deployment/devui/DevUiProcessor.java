package io.quarkiverse.ws4redis.deployment.devui;

import java.util.List;
import java.util.stream.Stream;

import io.quarkiverse.ws4redis.config.Ws4RedisBuildTimeConfig;
import io.quarkiverse.ws4redis.deployment.generate.GeneratedHandlerBuildItem;
import io.quarkiverse.ws4redis.deployment.model.AuthenticatorModelBuildItem;
import io.quarkiverse.ws4redis.deployment.model.BroadcastModelBuildItem;
import io.quarkiverse.ws4redis.deployment.model.ChannelModelBuildItem;
import io.quarkiverse.ws4redis.devui.DevBeans;
import io.quarkus.arc.deployment.AdditionalBeanBuildItem;
import io.quarkus.deployment.IsLocalDevelopment;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.BuildSteps;
import io.quarkus.devui.spi.JsonRPCProvidersBuildItem;
import io.quarkus.devui.spi.page.CardPageBuildItem;
import io.quarkus.devui.spi.page.Page;
import io.quarkus.vertx.http.deployment.HttpRootPathBuildItem;

/** The pages of the Dev UI, and the beans behind them, in dev mode on the developer's machine only. */
@BuildSteps(onlyIf = IsLocalDevelopment.class)
class DevUiProcessor {

    @BuildStep
    CardPageBuildItem pages(Ws4RedisBuildTimeConfig config, HttpRootPathBuildItem root, List<ChannelModelBuildItem> channels,
            List<AuthenticatorModelBuildItem> authenticators, List<BroadcastModelBuildItem> broadcasts,
            List<GeneratedHandlerBuildItem> handlers) {
        ModelRows rows = new ModelRows(handlers);
        CardPageBuildItem card = new CardPageBuildItem();
        card.addBuildTimeData("channels", rows.channels(channels, broadcasts));
        card.addBuildTimeData("authenticators", rows.authenticators(authenticators));
        card.addBuildTimeData("endpoint", root.resolvePath(config.path().substring(1)));
        card.addPage(Page.webComponentPageBuilder().title("Channels").icon("font-awesome-solid:tower-broadcast")
                .componentLink("qwc-ws4redis-channels.js").staticLabel(String.valueOf(channels.size())));
        card.addPage(Page.webComponentPageBuilder().title("Connections").icon("font-awesome-solid:plug")
                .componentLink("qwc-ws4redis-connections.js"));
        card.addPage(Page.webComponentPageBuilder().title("Presence").icon("font-awesome-solid:users")
                .componentLink("qwc-ws4redis-presence.js"));
        card.addPage(Page.webComponentPageBuilder().title("Console").icon("font-awesome-solid:terminal")
                .componentLink("qwc-ws4redis-console.js"));
        card.addPage(Page.webComponentPageBuilder().title("Trace").icon("font-awesome-solid:magnifying-glass")
                .componentLink("qwc-ws4redis-trace.js"));
        return card;
    }

    @BuildStep
    void services(BuildProducer<JsonRPCProvidersBuildItem> services) {
        Stream.of(DevBeans.services()).forEach(service -> services.produce(new JsonRPCProvidersBuildItem(service)));
    }

    @BuildStep
    AdditionalBeanBuildItem beans() {
        return AdditionalBeanBuildItem.builder().setUnremovable().addBeanClasses(DevBeans.all()).build();
    }
}
