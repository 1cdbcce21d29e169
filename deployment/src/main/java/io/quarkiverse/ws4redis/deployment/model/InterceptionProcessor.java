package io.quarkiverse.ws4redis.deployment.model;

import java.util.List;
import java.util.stream.Stream;

import jakarta.enterprise.inject.spi.DeploymentException;

import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.IndexView;

import io.quarkus.arc.deployment.InterceptorResolverBuildItem;
import io.quarkus.arc.deployment.ValidationPhaseBuildItem.ValidationErrorBuildItem;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;

/**
 * Refuses interceptor bindings that Quarkus would ignore without a word: those on the class of a static method. On the method
 * itself it honours them.
 */
class InterceptionProcessor {

    @BuildStep
    void ignoredBindings(List<ChannelModelBuildItem> channels, List<AuthenticatorModelBuildItem> authenticators,
            CombinedIndexBuildItem index, InterceptorResolverBuildItem interceptors,
            BuildProducer<ValidationErrorBuildItem> errors) {
        Stream.concat(
                channels.stream().flatMap(model -> ignored(model.type(), model.methods(), index.getIndex(), interceptors)),
                authenticators.stream().flatMap(
                        model -> ignored(model.type(), model.methods(), index.getIndex(), interceptors)))
                .distinct().map(DeploymentException::new).map(ValidationErrorBuildItem::new).forEach(errors::produce);
    }

    private static Stream<String> ignored(ClassInfo type, Stream<HandlerMethod> methods, IndexView index,
            InterceptorResolverBuildItem interceptors) {
        List<AnnotationInstance> bindings = bindings(type, index, interceptors);
        return methods.filter(HandlerMethod::isStatic).flatMap(method -> bindings.stream()
                .filter(binding -> !method.method().hasDeclaredAnnotation(binding.name()))
                .map(binding -> "ws4redis: " + type.name() + "#" + method.method().name() + "() is static, and @"
                        + binding.name().withoutPackagePrefix() + " on a class has no effect on static methods: put it on the "
                        + "method, or make the class a CDI bean and the method an instance method"));
    }

    private static List<AnnotationInstance> bindings(ClassInfo type, IndexView index,
            InterceptorResolverBuildItem interceptors) {
        return Hierarchy.of(index, type).flatMap(c -> c.declaredAnnotations().stream())
                .filter(annotation -> !interceptors.extractInterceptorBindings(annotation).isEmpty()).toList();
    }
}
