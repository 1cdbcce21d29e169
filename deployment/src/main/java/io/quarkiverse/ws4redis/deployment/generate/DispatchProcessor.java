package io.quarkiverse.ws4redis.deployment.generate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.Type;

import io.quarkiverse.ws4redis.deployment.model.Argument;
import io.quarkiverse.ws4redis.deployment.model.AuthenticatorModelBuildItem;
import io.quarkiverse.ws4redis.deployment.model.ChannelModelBuildItem;
import io.quarkiverse.ws4redis.deployment.model.HandlerMethod;
import io.quarkus.arc.deployment.GeneratedBeanBuildItem;
import io.quarkus.arc.deployment.GeneratedBeanGizmo2Adaptor;
import io.quarkus.arc.deployment.UnremovableBeanBuildItem;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveHierarchyBuildItem;
import io.quarkus.gizmo2.Gizmo;

/** Generates the dispatch, one class for each annotated one. */
class DispatchProcessor {

    @BuildStep
    void handlers(List<ChannelModelBuildItem> channels, List<AuthenticatorModelBuildItem> authenticators,
            BuildProducer<GeneratedBeanBuildItem> generated, BuildProducer<GeneratedHandlerBuildItem> handlers) {
        Map<DotName, ClassInfo> types = new LinkedHashMap<>();
        channels.forEach(model -> types.put(model.type().name(), model.type()));
        authenticators.forEach(model -> types.put(model.type().name(), model.type()));
        Gizmo gizmo = Gizmo.create(new GeneratedBeanGizmo2Adaptor(generated)).withDebugInfo(false).withParameters(false);
        types.forEach((name, type) -> {
            Optional<ChannelModelBuildItem> channel = channels.stream().filter(m -> m.type().name().equals(name)).findFirst();
            Optional<AuthenticatorModelBuildItem> authenticator = authenticators.stream()
                    .filter(m -> m.type().name().equals(name)).findFirst();
            HandlerGenerator generator = new HandlerGenerator(type, channel, authenticator);
            generator.generate(gizmo);
            handlers.produce(new GeneratedHandlerBuildItem(name, generator.name()));
        });
    }

    @BuildStep
    UnremovableBeanBuildItem annotatedBeans(List<ChannelModelBuildItem> channels,
            List<AuthenticatorModelBuildItem> authenticators) {
        return UnremovableBeanBuildItem.beanTypes(Stream.concat(channels.stream().map(ChannelModelBuildItem::type),
                authenticators.stream().map(AuthenticatorModelBuildItem::type)).map(ClassInfo::name)
                .collect(Collectors.toSet()));
    }

    @BuildStep
    void payloads(List<ChannelModelBuildItem> channels, List<AuthenticatorModelBuildItem> authenticators,
            BuildProducer<ReflectiveHierarchyBuildItem> reflective) {
        Stream.concat(channels.stream().flatMap(ChannelModelBuildItem::methods),
                authenticators.stream().flatMap(AuthenticatorModelBuildItem::methods))
                .flatMap(method -> method.arguments().stream())
                .filter(Argument.Payload.class::isInstance).map(Argument.Payload.class::cast)
                .forEach(payload -> reflective.produce(ReflectiveHierarchyBuildItem.builder(payload.type())
                        .source("ws4redis payload").build()));
    }

    /** What custom actions return is written as JSON. */
    @BuildStep
    void results(List<ChannelModelBuildItem> channels, BuildProducer<ReflectiveHierarchyBuildItem> reflective) {
        channels.stream().flatMap(model -> Stream.concat(model.actions().values().stream(), model.onMessage().stream()))
                .map(HandlerMethod::result).filter(type -> type.kind() == Type.Kind.CLASS || type.kind() == Type.Kind.ARRAY
                        || type.kind() == Type.Kind.PARAMETERIZED_TYPE)
                .forEach(type -> reflective.produce(ReflectiveHierarchyBuildItem.builder(type)
                        .source("ws4redis result").build()));
    }
}
